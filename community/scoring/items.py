from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from community.scoring.arrays import Floats, totals
from community.scoring.parameters import STRANDS


class What(IntEnum):
    """What a line of evidence is about; its key says which one."""

    THEME = 0
    ADOPTED = 1
    TAUGHT = 2
    GROUP = 3
    WEEK = 4
    THREAD = 5
    INVITEE = 6


@dataclass(frozen=True)
class Items:
    """What lies behind the raw values: per member and strand they add up to it."""

    member: NDArray[np.int32]
    strand: NDArray[np.int8]
    what: NDArray[np.int8]
    key: NDArray[np.int32]
    value: Floats

    @classmethod
    def of(
        cls,
        strand: str,
        what: What,
        member: ArrayLike,
        *,
        key: ArrayLike,
        value: Floats,
    ) -> "Items":
        who = np.asarray(member, np.int32)
        return cls(
            member=who,
            strand=np.full(who.size, STRANDS.index(strand), np.int8),
            what=np.full(who.size, what, np.int8),
            key=np.asarray(key, np.int32),
            value=value,
        )

    @classmethod
    def together(cls, parts: list["Items"]) -> "Items":
        """All of them, sorted by member; keeps the order inside a member."""
        member = np.concatenate([part.member for part in parts])
        order = np.argsort(member, kind="stable")
        return cls(
            member[order],
            np.concatenate([part.strand for part in parts])[order],
            np.concatenate([part.what for part in parts])[order],
            np.concatenate([part.key for part in parts])[order],
            np.concatenate([part.value for part in parts])[order],
        )

    def raw(self, count: int) -> Floats:
        """One row per member, one column per strand."""
        width = len(STRANDS)
        cell = self.member.astype(np.int64) * width + self.strand
        return totals(cell, self.value, count * width).reshape(count, width)

    def counts(self, count: int) -> NDArray[np.int64]:
        """One row per member, one column per `What`: how many lines there are."""
        cell = self.member.astype(np.int64) * len(What) + self.what
        size = count * len(What)
        return np.bincount(cell, minlength=size).reshape(count, len(What))

    def of_member(self, index: int) -> Iterator[tuple[str, What, int, float]]:
        """Their evidence: strand, what, which one, and what it adds."""
        first, last = np.searchsorted(self.member, [index, index + 1])
        for at in range(int(first), int(last)):
            yield (
                STRANDS[self.strand[at]],
                What(self.what[at]),
                int(self.key[at]),
                float(self.value[at]),
            )
