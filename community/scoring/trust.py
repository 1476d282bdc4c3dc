from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Bools, Floats, join, starts_of, sums, totals
from community.scoring.ledger import Kind, Ledger, Members
from community.scoring.parameters import Parameters


@dataclass(frozen=True)
class Pairs:
    """What each voter gave each author in all: sorted by author, then voter."""

    author: NDArray[np.int32]
    voter: NDArray[np.int32]
    given: Floats  # decayed
    whole: NDArray[np.float32]  # as it was given
    rows: NDArray[np.intp]  # how many rows of the ledger stand behind it
    count: int  # of members

    @property
    def given_by(self) -> Floats:
        return totals(self.voter, self.given, self.count)


@dataclass(frozen=True)
class Trust:
    """How much each member's word weighs, 0.1 to 1, and who is trusted."""

    weight: Floats
    trusted: Bools
    cold_start: bool


def decay(ledger: Ledger, day: int, parameters: Parameters) -> Floats:
    age = (day - ledger.day).astype(np.float64)
    age /= -parameters.half_life_days
    return np.exp2(age, out=age)


def endorsements(ledger: Ledger, *kinds: Kind) -> Ledger:
    """Rows of these kinds that one member gave another."""
    rows = ledger.of_kind(*kinds)
    valid = (rows.giver >= 0) & (rows.giver != rows.member)
    return rows if valid.all() else rows.take(valid)


def pair_up(rows: Ledger, decayed: Floats, *, count: int) -> Pairs:
    """`rows` must be in the order that `Ledger.until` gives."""
    starts = starts_of(rows.member, rows.giver)
    return Pairs(
        author=rows.member[starts],
        voter=rows.giver[starts],
        given=sums(decayed * rows.weight, starts),
        whole=sums(rows.weight, starts).astype(np.float32),
        rows=np.diff(starts, append=len(rows)),
        count=count,
    )


def reverse_of(pairs: Pairs) -> Floats:
    """What the author of each pair gave its voter in turn."""
    back = np.zeros(pairs.given.size)
    is_author = np.zeros(pairs.count, np.bool_)
    is_voter = np.zeros(pairs.count, np.bool_)
    is_author[pairs.author] = True
    is_voter[pairs.voter] = True
    maybe = np.flatnonzero(is_author[pairs.voter] & is_voter[pairs.author])
    key = join(pairs.author[maybe], pairs.voter[maybe])
    turned = join(pairs.voter[maybe], pairs.author[maybe])
    order = np.argsort(turned)
    turned = turned[order]
    place = np.searchsorted(key, turned)
    place[place == key.size] = 0
    mutual = key[place] == turned if key.size else np.zeros(0, np.bool_)
    back[maybe[order[mutual]]] = pairs.given[maybe[place[mutual]]]
    return back


def flow(pairs: Pairs, seeds: Bools, parameters: Parameters) -> Floats:
    """Trust that walks from confirmed customers along what they endorse."""
    root = np.sqrt(pairs.given)
    share = (
        root / (totals(pairs.voter, root, pairs.count) + parameters.fan)[pairs.voter]
    )
    start = (1 - parameters.damping) * seeds / max(1, int(seeds.sum()))
    trust = start / (1 - parameters.damping)
    for _ in range(parameters.steps):
        passed = share * trust[pairs.voter]
        trust = parameters.damping * totals(pairs.author, passed, pairs.count) + start
    earned: Floats = np.maximum(trust - start, 0)
    return earned


def weigh_voters(pairs: Pairs, members: Members, parameters: Parameters) -> Trust:
    """Confirmed customers weigh 1; others what the trust that reached them says.

    With too few confirmed customers nobody can be told apart, so all weigh 1.
    """
    if int(members.verified.sum()) < parameters.seeds_needed:
        everybody = np.ones(members.count)
        return Trust(everybody, everybody.astype(np.bool_), cold_start=True)
    earned = flow(pairs, members.verified, parameters)
    reached = earned[earned > 1e-15]
    usual = (
        float(np.percentile(reached, parameters.reference_flow_percentile))
        if reached.size
        else np.inf
    )
    known = members.verified | members.staff
    least = parameters.smallest_weight
    weight = np.where(known, 1.0, least + (1 - least) * np.minimum(1, earned / usual))
    trusted = known | (earned >= parameters.trusted_from * usual)
    return Trust(weight, trusted, cold_start=False)
