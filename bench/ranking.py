"""Where posts stand after some twenty judgements, against the judgements that come later."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from bench.report import Report
from config.house.words import Trouble
from ideas.ranking import best, trust_capped

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
FOLDERS = ("nz-biodiversity", "seattle-wage")
ENOUGH = 100  # statements; among fewer, chance decides too much for a bar
DRAWS, EARLY, SPREAD = 40, 20, 0.8
NEW, RING = 5, 0.05  # judgements of a new post, and its ring as a share of the voters
Judgement = tuple[str, bool]  # by whom, and whether for it


@dataclass(frozen=True)
class Town:
    """What was judged by whom; `vouched` are those somebody vouches for."""

    judged: Mapping[str, list[Judgement]]
    vouched: frozenset[str]
    people: int

    def stands(self, judgements: Iterable[Judgement], *, fakes: int = 0) -> float:
        """As the product ranks it: a pass or a no is a look without a vote."""
        votes: list[str] = []
        looks: list[str] = []
        for who, is_for in judgements:
            (votes if is_for else looks).append(who)
        return best(self._counted(votes, more=fakes), self._counted(looks))

    def _counted(self, people: Sequence[str], *, more: int = 0) -> float:
        trusted = sum(who in self.vouched for who in people)
        return trust_capped(trusted, len(people) - trusted + more)


def main(argv: Sequence[str] = ()) -> int:
    report = Report("ranking", argv)
    for folder in FOLDERS:
        town = read(DATA / folder)
        report.note(
            f"{folder}: {len(town.judged)} statements, {town.people} people, "
            f"{len(town.vouched)} vouched for"
        )
        measure(report, town, folder)
    return report.finish()


def measure(report: Report, town: Town, folder: str) -> None:
    draws = [correlations(town, np.random.default_rng(seed)) for seed in range(DRAWS)]
    ranked, raw = np.mean(draws, axis=0)
    report.figure(
        f"{folder}: rank correlation with later judgements (floor: raw votes)",
        ranked,
        floor=raw,
        bar=0.7 if len(town.judged) >= ENOUGH else None,
    )
    report.figure(
        f"{folder}: poor new posts that a ring brings into the top tenth",
        ring_successes(town, np.random.default_rng(1)),
        bar=0,
        at_least=False,
    )


def correlations(town: Town, chance: np.random.Generator) -> tuple[float, float]:
    """Of the rank and of raw votes, with unequal exposure as where people come and go."""
    rows = []
    for judgements in town.judged.values():
        early, later = split(judgements, chance)
        votes = sum(is_for for _who, is_for in early)
        rows.append((town.stands(early), votes, np.mean([f for _who, f in later])))
    ranks, raw, truth = np.array(rows).T
    return spearmanr(ranks, truth).statistic, spearmanr(raw, truth).statistic


def split(
    judgements: list[Judgement], chance: np.random.Generator
) -> tuple[list[Judgement], list[Judgement]]:
    """Some of the first half, twenty in the mean, and the second half."""
    shuffled = [judgements[place] for place in chance.permutation(len(judgements))]
    half = len(shuffled) // 2
    exposure = EARLY * chance.lognormal(-(SPREAD**2) / 2, SPREAD)
    return shuffled[: int(np.clip(round(exposure), 2, half))], shuffled[half:]


def ring_successes(town: Town, chance: np.random.Generator) -> int:
    """How many of the poorest third reach the top tenth when they are new and a ring as
    large as a twentieth of the voters, whom nobody vouches for, votes for them."""
    shares = {key: np.mean([f for _who, f in j]) for key, j in town.judged.items()}
    poorest = sorted(shares, key=shares.__getitem__)[: len(shares) // 3]
    others = sorted((town.stands(j) for j in town.judged.values()), reverse=True)
    top = others[max(1, len(others) // 10) - 1]
    return sum(
        town.stands(_few(town.judged[key], chance), fakes=int(RING * town.people))
        >= top
        for key in poorest
    )


def _few(judgements: list[Judgement], chance: np.random.Generator) -> list[Judgement]:
    return [judgements[place] for place in chance.permutation(len(judgements))[:NEW]]


def read(folder: Path) -> Town:
    if not folder.exists():
        raise Trouble(f"The real data is absent: {folder}")
    judged = defaultdict[str, list[Judgement]](list)
    for row in _rows(folder / "votes.csv"):
        judged[row["idea"]].append((row["member"], row["value"] == "1"))
    people = list(_rows(folder / "members.csv"))
    vouched = frozenset(one["id"] for one in people if one["verified"] == "1")
    enough = {key: found for key, found in judged.items() if len(found) >= 2 * EARLY}
    return Town(enough, vouched, len(people))


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    raise SystemExit(main())
