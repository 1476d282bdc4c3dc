"""Wikipedia's elections of administrators as a community, and rings that attack it.

Votes have no day here, so nothing decays; a candidate's value is S, or S - D.
"""

import csv
import gzip
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from community.scoring import Kind, Ledger, Members, Parameters
from community.scoring.score import opposition, set_scene

RINGS = ("one-shot", "camouflage", "mutual")
VERIFIED_SHARE = 0.3
TARGETS = 10
Votes = NDArray[np.int64]  # rows of voter, candidate


@dataclass(frozen=True)
class Elections:
    """`count` people; the first `honest` of them really lived."""

    support: Votes
    against: Votes
    candidates: NDArray[np.int64]
    elected: NDArray[np.bool_]  # per candidate, in any of their elections
    verified: NDArray[np.bool_]
    count: int

    def standing(self, *, opposition: bool = False) -> NDArray[np.float64]:
        """S, or S - D, of every candidate."""
        return self.everybody(opposition=opposition)[self.candidates]

    def everybody(self, *, opposition: bool = False) -> NDArray[np.float64]:
        against = self.against if opposition else self.against[:0]
        return net_backing(self.support, against, self.verified)

    def raw(self, *, opposition: bool = False) -> NDArray[np.float64]:
        votes = np.bincount(self.support[:, 1], minlength=self.count)
        if opposition:
            votes -= np.bincount(self.against[:, 1], minlength=self.count)
        return votes[self.candidates].astype(np.float64)

    @property
    def voters(self) -> NDArray[np.int64]:
        return np.unique(np.concatenate([self.support[:, 0], self.against[:, 0]]))

    def vouched(self, seed: int) -> "Elections":
        """With 30 % of the voters, drawn at random, as confirmed customers."""
        chance = np.random.default_rng(seed)
        verified = np.zeros(self.count, np.bool_)
        verified[self.voters[chance.random(self.voters.size) < VERIFIED_SHARE]] = True
        return replace(self, verified=verified)

    def area_under_curve(self, value: NDArray[np.float64]) -> float:
        """The chance that one who was elected stands above one who was not."""
        below = np.sort(value[~self.elected])
        above = value[self.elected]
        wins = np.searchsorted(below, above, side="left").sum()
        level = np.searchsorted(below, above, side="right").sum()
        return float((wins + level) / 2 / (above.size * below.size))

    def precision(self, value: NDArray[np.float64], *, at: int) -> float:
        best = np.argsort(-value, kind="stable")[:at]
        return float(self.elected[best].mean())


def read(path: Path) -> Elections:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        table = np.array(list(csv.reader(lines))[1:])
    people, codes = np.unique(table[:, :2], return_inverse=True)
    said, result = table[:, 2].astype(int), table[:, 3].astype(int)
    votes = codes.reshape(-1, 2).astype(np.int64)
    candidates = np.unique(votes[:, 1])
    return Elections(
        support=votes[said == 1],
        against=votes[said == -1],
        candidates=candidates,
        elected=np.isin(candidates, votes[result == 1, 1]),
        verified=np.zeros(people.size, np.bool_),
        count=people.size,
    )


def net_backing(
    support: Votes, against: Votes, verified: NDArray[np.bool_]
) -> NDArray[np.float64]:
    votes = np.concatenate([support, against])
    kind = np.repeat([Kind.ENDORSED, Kind.OPPOSED], [len(support), len(against)])
    ledger = Ledger.of(
        kind=kind, member=votes[:, 1], giver=votes[:, 0], day=np.zeros(len(votes))
    )
    members = Members.alike(verified.size, verified=verified)
    scene = set_scene(members, ledger.until(0), day=0, parameters=Parameters())
    return scene.backing.value - opposition(scene).value


def attack(data: Elections, ring: str, *, share: float) -> tuple[int, int]:
    """Of ten rejected candidates, how many a ring brings in: by standing, by votes."""
    generator = np.random.default_rng(7)
    fakes = np.arange(data.count, data.count + round(share * data.voters.size))
    rejected = data.candidates[~data.elected]
    places = int(np.ceil(0.005 * data.candidates.size))
    verified = np.concatenate([data.verified, np.zeros(fakes.size, np.bool_)])
    by_score = by_votes = 0
    for target in generator.choice(rejected, TARGETS, replace=False):
        extra = ring_votes(data, ring, fakes, target=int(target), chance=generator)
        support = np.concatenate([data.support, extra])
        pool = np.unique(support[:, 1])
        value = net_backing(support, data.against[:0], verified)
        votes = np.bincount(support[:, 1], minlength=verified.size).astype(np.float64)
        by_score += place_of(int(target), value, pool) <= places
        by_votes += place_of(int(target), votes, pool) <= places
    return by_score, by_votes


def ring_votes(
    data: Elections,
    ring: str,
    fakes: NDArray[np.int64],
    *,
    target: int,
    chance: np.random.Generator,
) -> Votes:
    """One-shot: all for the target. Camouflage: each also votes for 20 popular
    people. Mutual: each also votes for ten of the ring, and the target votes back."""
    found = [pairs(fakes, np.full(fakes.size, target))]
    if ring == "camouflage":
        popular = data.candidates[np.argsort(-data.raw(), kind="stable")[:200]]
        chosen = np.array([chance.choice(popular, 20, replace=False) for _ in fakes])
        found.append(pairs(np.repeat(fakes, 20), chosen.ravel()))
    if ring == "mutual":
        size = fakes.size
        step = np.arange(1, 11)
        friends = fakes[(np.arange(size)[:, None] + step) % size]
        found.append(pairs(np.repeat(fakes, 10), friends.ravel()))
        found.append(pairs(np.full(20, target), fakes[:20]))
    return np.concatenate(found)


def pairs(voters: NDArray[np.int64], candidates: NDArray[np.int64]) -> Votes:
    return np.stack([voters, candidates], axis=1)


def place_of(target: int, value: NDArray[np.float64], pool: NDArray[np.int64]) -> int:
    return 1 + int((value[pool] > value[target]).sum())
