from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from community.scoring.arrays import Bools, join


class Kind(IntEnum):
    """What a line of the ledger says; OPPOSED only occurs in benchmarks."""

    ENDORSED = 0
    HELPED = 1
    POSTED = 2
    SPOKE = 3
    DID = 4
    ADOPTED = 5
    TAUGHT = 6
    BROUGHT = 7
    OPPOSED = 8


WEIGHT = {Kind.HELPED: 0.5}


@dataclass(frozen=True)
class Members:
    """Who they are, one row each; a member's index is their place in these arrays.

    `group` says who stands together (company, else own mail domain, else invite
    root, else the member alone). `inviter` and `segment` are -1 when unknown.
    `excluded` are staff, partners and those who left: their word counts, they are
    not ranked. `teams` is how many product teams the firm has.
    """

    verified: Bools
    staff: Bools
    group: NDArray[np.int32]
    inviter: NDArray[np.int32]
    segment: NDArray[np.int32]
    excluded: Bools
    consent: Bools
    joined: NDArray[np.int64]
    teams: int = 1

    @classmethod
    def alike(cls, count: int, **columns: Any) -> Self:
        """So many members, each alone and willing, save for the columns given."""
        plain: dict[str, Any] = {
            "verified": np.zeros(count, np.bool_),
            "staff": np.zeros(count, np.bool_),
            "group": np.arange(count, dtype=np.int32),
            "inviter": np.full(count, -1, np.int32),
            "segment": np.full(count, -1, np.int32),
            "excluded": np.zeros(count, np.bool_),
            "consent": np.ones(count, np.bool_),
            "joined": np.arange(count, dtype=np.int64),
        }
        for name, values in columns.items():
            known = name in plain
            plain[name] = np.asarray(values, plain[name].dtype) if known else values
        return cls(**plain)

    @property
    def count(self) -> int:
        return self.verified.size


@dataclass(frozen=True)
class Ledger:
    """Live contributions, one row each, in any order.

    `giver` (who endorsed, the colleague who learned, the one who was brought),
    `subject` and `thread` are codes, -1 when there is none. `thread` is the theme
    of an idea, or the discussion that a comment belongs to; `subject` is the insight
    that somebody taught, else the piece of work. `day` counts from 1970 in UTC.
    """

    kind: NDArray[np.int8]
    member: NDArray[np.int32]
    giver: NDArray[np.int32]
    subject: NDArray[np.int32]
    thread: NDArray[np.int32]
    day: NDArray[np.int32]
    weight: NDArray[np.float32]

    @classmethod
    def of(cls, **columns: ArrayLike) -> Self:
        """From columns of any type; what is left out is -1, the weight that of its kind."""
        kind = np.asarray(columns["kind"], np.int8)
        made: dict[str, Any] = {"kind": kind}
        for name in ("member", "giver", "subject", "thread", "day"):
            made[name] = np.asarray(columns.get(name, np.full(kind.size, -1)), np.int32)
        usual = np.ones(kind.size, np.float32)
        for special, weight in WEIGHT.items():
            usual[kind == special] = weight
        made["weight"] = np.asarray(columns.get("weight", usual), np.float32)
        return cls(**made)

    @classmethod
    def rows(cls, rows: Iterable[tuple[int, ...]]) -> Self:
        """From (kind, member, giver, subject, thread, day) tuples."""
        table = np.array(list(rows), np.int64).reshape(-1, 6)
        names = ("kind", "member", "giver", "subject", "thread", "day")
        return cls.of(**{name: table[:, at] for at, name in enumerate(names)})

    def __len__(self) -> int:
        return self.kind.size

    def take(self, which: NDArray[Any]) -> Self:
        return type(self)(*(getattr(self, f.name)[which] for f in fields(self)))

    def of_kind(self, *kinds: Kind) -> Self:
        keep = self.kind == kinds[0]
        for kind in kinds[1:]:
            keep |= self.kind == kind
        return self.take(keep)

    def until(self, day: int) -> Self:
        """What had happened by the end of `day`, in one order whatever the rows' order."""
        kept = self if self.day.max(initial=day) <= day else self.take(self.day <= day)
        bits = kept.weight.view(np.uint32).astype(np.int64)
        least = (bits << 28) | (kept.day.astype(np.int64) << 4) | kept.kind
        order = np.lexsort(
            (least, join(kept.subject, kept.thread), join(kept.member, kept.giver))
        )
        return kept.take(order)
