from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Floats, Longs, find, join, split, starts_of, totals
from community.scoring.endorsement import (
    Backing,
    Crowds,
    Damping,
    cap,
    capped,
    damp,
    gather,
)
from community.scoring.ledger import Kind, Ledger, Members
from community.scoring.parameters import Parameters
from community.scoring.trust import Pairs, Trust, endorsements


@dataclass(frozen=True)
class Scene:
    """All that the strands look at, worked out once."""

    ledger: Ledger  # in the order that `Ledger.until` gives
    members: Members
    pairs: Pairs
    damping: Damping
    trust: Trust
    crowds: Crowds
    backing: Backing
    day: int
    parameters: Parameters

    def decay(self, day: NDArray[np.int32]) -> Floats:
        faded: Floats = np.exp2((day - self.day) / self.parameters.half_life_days)
        return faded


@dataclass(frozen=True)
class Works:
    """Pieces of an author's work (themes, or discussions) and what backs them."""

    author: NDArray[np.int32]
    key: NDArray[np.int32]
    day: NDArray[np.int32]  # when the first of it was said
    backing: Backing
    rows: NDArray[np.intp]
    voters: NDArray[np.intp]

    def take(self, which: NDArray[np.intp]) -> "Works":
        backing = self.backing
        return Works(
            self.author[which],
            self.key[which],
            self.day[which],
            Backing(*(part[which] for part in vars(backing).values())),
            self.rows[which],
            self.voters[which],
        )


def works_of(scene: Scene, kind: Kind, *, begun_by: Kind) -> Works:
    """Per work each voter counts once, however many of its parts they endorsed."""
    rows = endorsements(scene.ledger, kind)
    key = join(rows.member, rows.thread)
    order = np.argsort(key, kind="stable")  # rows come sorted by author and voter
    key = key[order]
    works = starts_of(key)
    votes = starts_of(key, rows.giver[order])
    work_of_vote = np.searchsorted(works, votes, side="right") - 1
    row = order[votes]
    worth = _worth(scene, rows, row, given=_most(rows.weight[order], votes))
    voter = rows.giver[row]
    newest = _most(rows.day[order], works)
    del rows, row
    crowds = gather(
        work_of_vote,
        scene.members.group[voter],
        scene.trust.trusted[voter],
        worth=worth,
    )
    author, which = split(key[works])
    first = _first_days(scene.ledger.of_kind(begun_by))
    return Works(
        author=author,
        key=which,
        day=_begun(key[works], first, otherwise=newest),
        backing=cap(crowds, scene.parameters, count=works.size),
        rows=np.diff(works, append=order.size),
        voters=np.bincount(work_of_vote, minlength=works.size),
    )


def _most(values: NDArray[Any], starts: NDArray[np.intp]) -> NDArray[Any]:
    return np.maximum.reduceat(values, starts) if starts.size else values


def _worth(
    scene: Scene, rows: Ledger, row: NDArray[np.intp], *, given: NDArray[np.float32]
) -> Floats:
    """What each voter's word for one work is worth."""
    voter = rows.giver[row]
    pairs, damping = scene.pairs, scene.damping
    _, pair = find(join(rows.member[row], voter), join(pairs.author, pairs.voter))
    given_whole = given.astype(np.float64)
    worth = damp(given_whole, damping.others[pair], fan=scene.parameters.fan)
    worth *= damping.mutual[pair]
    worth *= scene.trust.weight[voter]
    return worth


def _first_days(rows: Ledger) -> tuple[Longs, NDArray[np.int32]]:
    key = join(rows.member, rows.thread)
    order = np.lexsort((rows.day, key))
    key, day = key[order], rows.day[order]
    starts = starts_of(key)
    return key[starts], day[starts]


def _begun(
    key: Longs,
    first: tuple[Longs, NDArray[np.int32]],
    *,
    otherwise: NDArray[np.int32],
) -> NDArray[np.int32]:
    known, place = find(key, first[0])
    day = otherwise.copy()
    day[known] = first[1][place[known]]
    return day


def credits_of(works: Works, scene: Scene) -> Floats:
    """δ·log2(1 + S) per work; all of an author's together under the same cap.

    What accounts nobody can vouch for add, spread over however many works, is at
    most a quarter and 2 more than what trusted members' backing alone is worth.
    """
    faded = scene.decay(works.day)
    credit = faded * np.log2(1 + works.backing.value)
    vouched = faded * np.log2(1 + works.backing.trusted)
    count = scene.members.count
    everything = totals(works.author, credit, count)
    trusted = totals(works.author, vouched, count)
    least = capped(trusted, everything, scene.parameters)
    share = np.divide(least, everything, out=np.ones(count), where=everything > 0)
    counted: Floats = credit * share[works.author]
    return counted
