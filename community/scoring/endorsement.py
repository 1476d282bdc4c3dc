from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Bools, Floats, Ints, starts_of, sums, totals
from community.scoring.ledger import Members
from community.scoring.parameters import Parameters
from community.scoring.trust import Pairs, Trust, reverse_of


@dataclass(frozen=True)
class Crowds:
    """Voters of one group behind one author, trusted and untrusted apart."""

    target: NDArray[np.int32]
    group: NDArray[np.int32]
    trusted: Bools
    strength: Floats  # the square root of the sum of squares
    plain: Floats  # what they would have been had they counted one by one
    people: NDArray[np.intp]


@dataclass(frozen=True)
class Backing:
    """What stands behind each target, once everything is damped and capped."""

    trusted: Floats  # T
    untrusted: Floats  # U, before the cap
    value: Floats  # S


@dataclass(frozen=True)
class Damping:
    """Per pair: what the voter gives to all others, and 1/√(1 + what comes back)."""

    others: Floats
    mutual: Floats


def damping_of(pairs: Pairs, *, reciprocal: bool = True) -> Damping:
    others = pairs.given_by[pairs.voter] - pairs.given
    np.maximum(others, 0, out=others)
    back = reverse_of(pairs) if reciprocal else np.zeros(pairs.given.size)
    return Damping(others, 1 / np.sqrt(1 + back))


def strength_of_pairs(
    pairs: Pairs, trust: Trust, damping: Damping, *, fan: float
) -> Floats:
    """Step 2: what each voter's endorsement of an author is worth.

    One who gives mostly to one author counts less, and so do two who endorse each
    other; more from the same voter never counts less.
    """
    worth = damp(pairs.given, damping.others, fan=fan)
    worth *= trust.weight[pairs.voter]
    worth *= damping.mutual
    return worth


def damp(given: Floats, others: Floats, *, fan: float) -> Floats:
    """√c' · (1 - c' / (c' + others + fan)) with c' at most others + fan."""
    room = others + fan
    counted = np.minimum(given, room)
    damped: Floats = np.sqrt(counted) * (room / (counted + room))
    return damped


def back(
    pairs: Pairs,
    members: Members,
    trust: Trust,
    *,
    parameters: Parameters,
    reciprocal: bool = True,
) -> tuple[Crowds, Backing]:
    """Steps 2 to 4 with the voters' weights as they are."""
    damping = damping_of(pairs, reciprocal=reciprocal)
    worth = strength_of_pairs(pairs, trust, damping, fan=parameters.fan)
    crowds = gather(
        pairs.author,
        members.group[pairs.voter],
        trust.trusted[pairs.voter],
        worth=worth,
    )
    return crowds, cap(crowds, parameters, count=members.count)


def gather(
    target: Ints, group: NDArray[np.int32], trusted: Bools, *, worth: Floats
) -> Crowds:
    """Step 3: people who stand together count as the square root of their number."""
    span = int(group.max(initial=0)) + 1
    key = (target.astype(np.int64) * span + group) * 2 + trusted
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = starts_of(key)
    key = key[starts]
    people = np.diff(starts, append=order.size)
    ordered = worth[order]
    del order
    plain = sums(ordered, starts)
    strength = np.sqrt(sums(np.square(ordered, out=ordered), starts))
    both = key >> 1
    target_of = (both // span).astype(np.int32)
    group_of = (both % span).astype(np.int32)
    return Crowds(target_of, group_of, (key & 1) == 1, strength, plain, people)


def cap(crowds: Crowds, parameters: Parameters, *, count: int) -> Backing:
    """Step 4: S = T + min(U, a quarter of T, plus 2)."""
    vouched = np.where(crowds.trusted, crowds.strength, 0.0)
    trusted = totals(crowds.target, vouched, count)
    untrusted = totals(crowds.target, crowds.strength - vouched, count)
    return Backing(trusted, untrusted, capped(trusted, trusted + untrusted, parameters))


def capped(trusted: Floats, everything: Floats, parameters: Parameters) -> Floats:
    """At most a quarter and 2 more than what trusted members gave."""
    most = (1 + parameters.untrusted_share) * trusted + parameters.untrusted_floor
    least: Floats = np.minimum(everything, most)
    return least
