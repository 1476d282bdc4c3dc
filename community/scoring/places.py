from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Bools, Floats, join, starts_of, totals
from community.scoring.ledger import Kind, Ledger, Members
from community.scoring.parameters import Parameters

NEVER = np.iinfo(np.int32).max


class Door(IntEnum):
    """How somebody came into the half percent."""

    NONE = 0
    SCORE = 1
    TEACHING = 2


@dataclass(frozen=True)
class Previous:
    """What the run before said; `below_since` is NEVER for those above the line.

    `reference` holds the five reference values while they are frozen, and `active`
    how many were active then: a community that has outgrown them gets new ones.
    """

    inside: Bools | None = None  # by the door of score
    below_since: NDArray[np.int32] | None = None
    reference: Floats | None = None
    active: int | None = None


@dataclass(frozen=True)
class Places:
    count: int
    rank: NDArray[np.int32]  # 1 is first, 0 is not ranked
    door: NDArray[np.int8]
    below_since: NDArray[np.int32]


def active_members(ledger: Ledger, members: Members, *, since: int) -> Bools:
    """Who posted, spoke, did something or endorsed somebody after the day `since`."""
    recent = ledger.day > since
    own = (Kind.POSTED, Kind.SPOKE, Kind.DID)
    given = (Kind.ENDORSED, Kind.HELPED)
    active = np.zeros(members.count, np.bool_)
    active[ledger.member[recent & np.isin(ledger.kind, own)]] = True
    giver = ledger.giver[recent & np.isin(ledger.kind, given)]
    active[giver[giver >= 0]] = True
    return active & ~members.excluded


def number_of_places(active: int, teams: int, parameters: Parameters) -> int:
    share = int(np.ceil(round(parameters.share * active, 9)))
    return min(max(share, parameters.places_per_team * teams), parameters.most_places)


def rank(score: Floats, joined: NDArray[np.int64], ranked: Bools) -> NDArray[np.int32]:
    """From 1; who joined earlier comes first among equals, 0 for those not ranked."""
    places = np.zeros(score.size, np.int32)
    who = np.flatnonzero(ranked)
    order = np.lexsort((who, joined[who], -score[who]))
    places[who[order]] = np.arange(1, who.size + 1, dtype=np.int32)
    return places


def who_taught(ledger: Ledger, *, count: int, needed: int) -> Bools:
    """Whose words stand in so many insights, by as many different colleagues."""
    rows = ledger.of_kind(Kind.TAUGHT)
    enough = np.ones(count, np.bool_)
    for column in (rows.subject, rows.giver):
        known = column >= 0
        key = np.sort(join(rows.member[known], column[known]))
        member = (key[starts_of(key)] >> 32).astype(np.int32)
        enough &= totals(member, None, count) >= needed
    return enough


def stay_or_go(
    wanted: Bools, holds: Bools, previous: Previous, *, day: int, parameters: Parameters
) -> tuple[Bools, NDArray[np.int32]]:
    """Who is inside by score: those who enter, and those not below for long enough."""
    nobody = np.zeros(wanted.size, np.bool_)
    inside = nobody if previous.inside is None else previous.inside
    since = np.full(wanted.size, NEVER, np.int32)
    if previous.below_since is not None:
        since[:] = previous.below_since
    since[holds | ~inside | wanted] = NEVER
    since[inside & ~holds & ~wanted & (since == NEVER)] = day
    patient = inside & (since.astype(np.int64) + parameters.leave_after_days > day)
    stays = wanted | (inside & holds) | patient
    since[~stays] = NEVER
    return stays, since
