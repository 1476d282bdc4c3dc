from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Floats, Longs, find, join, split, starts_of
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


def works_of(scene: Scene, kind: Kind, *, begun_by: Kind, column: str) -> Works:
    """Per work each voter counts once, however many of its parts they endorsed."""
    rows = endorsements(scene.ledger, kind)
    key = join(rows.member, getattr(rows, column))
    order = np.argsort(key, kind="stable")  # rows come sorted by author and voter
    rows, key = rows.take(order), key[order]
    works = starts_of(key)
    votes = starts_of(key, rows.giver)
    work_of_vote = np.searchsorted(works, votes, side="right") - 1
    crowds = _crowds(scene, rows, votes, work=work_of_vote)
    newest = np.maximum.reduceat(rows.day, works) if works.size else rows.day
    begun = scene.ledger.of_kind(begun_by)
    first = _first_days(join(begun.member, getattr(begun, column)), begun.day)
    author, which = split(key[works])
    return Works(
        author=author,
        key=which,
        day=_begun(key[works], first, otherwise=newest),
        backing=cap(crowds, scene.parameters, count=works.size),
        rows=np.diff(works, append=len(rows)),
        voters=np.bincount(work_of_vote, minlength=works.size),
    )


def _crowds(
    scene: Scene, rows: Ledger, votes: NDArray[np.intp], *, work: NDArray[np.intp]
) -> Crowds:
    if not votes.size:
        return gather(work, rows.giver, rows.giver == 0, worth=np.empty(0))
    given = np.maximum.reduceat(rows.weight, votes).astype(np.float64)
    author, voter = rows.member[votes], rows.giver[votes]
    pairs, damping = scene.pairs, scene.damping
    _, pair = find(join(author, voter), join(pairs.author, pairs.voter))
    worth = damp(given, damping.others[pair], fan=scene.parameters.fan)
    worth *= damping.mutual[pair]
    worth *= scene.trust.weight[voter]
    group = scene.members.group[voter]
    return gather(work, group, scene.trust.trusted[voter], worth=worth)


def _first_days(key: Longs, day: NDArray[np.int32]) -> tuple[Longs, NDArray[np.int32]]:
    order = np.lexsort((day, key))
    key, day = key[order], day[order]
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
    everything = np.bincount(works.author, weights=credit, minlength=count)
    trusted = np.bincount(works.author, weights=vouched, minlength=count)
    least = capped(trusted, everything, scene.parameters)
    share = np.divide(least, everything, out=np.ones(count), where=everything > 0)
    counted: Floats = credit * share[works.author]
    return counted
