"""A synthetic ledger with heavy tails, and how long scoring it takes from arrays.

`python -m bench._ledgers FOLDER` scores the arrays in the folder and prints JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np

from community.scoring import Kind, Ledger, Members, score_members

MEMBERS = 50_000
TODAY = 20_000


def make(rows: int) -> tuple[Members, Ledger]:
    """Few authors get most votes, few voters give most; 30 % are confirmed."""
    chance = np.random.default_rng(1)
    author = np.minimum((chance.pareto(1.0, rows) * 50).astype(int), MEMBERS - 1)
    keen = np.minimum((chance.pareto(0.8, rows) * 200).astype(int), MEMBERS - 1)
    anybody = chance.integers(0, MEMBERS, rows)
    voter = np.where(chance.random(rows) < 0.5, anybody, keen)
    voter = np.where(voter == author, (voter + 1) % MEMBERS, voter)
    ledger = Ledger.of(
        kind=np.where(chance.random(rows) < 0.85, Kind.ENDORSED, Kind.HELPED),
        member=author,
        giver=voter,
        thread=author * 20 + chance.integers(0, 20, rows),
        day=TODAY - chance.integers(0, 700, rows),
    )
    members = Members.alike(
        MEMBERS,
        verified=chance.random(MEMBERS) < 0.3,
        group=chance.integers(0, MEMBERS // 3, MEMBERS),
        segment=chance.integers(-1, 8, MEMBERS),
    )
    return members, ledger


def write_arrays(folder: Path, rows: int) -> None:
    members, ledger = make(rows)
    np.savez(folder / "ledger.npz", **vars(ledger))
    columns = {f.name: getattr(members, f.name) for f in fields(members)}
    np.savez(folder / "members.npz", **columns)


def read_arrays(folder: Path) -> tuple[Members, Ledger]:
    with np.load(folder / "members.npz") as stored:
        columns = {name: stored[name] for name in stored.files}
    columns["teams"] = int(columns["teams"])
    with np.load(folder / "ledger.npz") as stored:
        return Members(**columns), Ledger(**{name: stored[name] for name in stored})


def peak_mib() -> float:
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kib / 2**20 if sys.platform == "darwin" else kib / 1024


def best_of_three(work: Callable[[], object]) -> float:
    """Seconds; the machine may be busy with other things as well."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def floor_of(ledger: Ledger) -> float:
    """What one sort and one count of the same rows cost on this machine."""
    return best_of_three(
        lambda: (
            np.lexsort((ledger.giver, ledger.member)),
            np.bincount(ledger.member, minlength=MEMBERS),
        )
    )


def measure(folder: Path) -> dict[str, float]:
    members, ledger = read_arrays(folder)
    before = peak_mib()
    seconds = best_of_three(lambda: score_members(members, ledger, day=TODAY))
    peak = peak_mib()
    result = score_members(members, ledger, day=TODAY)
    if not result.in_half_percent.any():
        raise SystemExit("nobody was found: this measures nothing")
    return {
        "seconds": seconds,
        "peak_mib": peak,
        "before_mib": before,
        "floor": floor_of(ledger),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))) + "\n")
