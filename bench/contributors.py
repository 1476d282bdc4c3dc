"""Contributor scoring: accuracy and vote rings on real elections, time and memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django.apps

from bench import _elections as elections
from bench import _ledgers as ledgers
from bench.report import Report

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "wiki-elections" / "votes.csv.gz"
ROWS = 1_000_000


def main(argv: Sequence[str] = ()) -> int:
    report = Report("contributors", argv)
    if DATA.exists():
        on_elections(report)
    else:
        report.note("wiki-elections is not here: accuracy and rings are skipped")
    from_arrays(report)
    from_postgres(report)
    return report.finish()


def on_elections(report: Report) -> None:
    report.note("wiki-elections: 30 % of the voters confirmed, the worst of five draws")
    draws = [elections.read(DATA).vouched(seed) for seed in range(5)]
    data = draws[0]
    for name, area, precision in (
        ("support only", 0.90, 0.85),
        ("with opposition", 0.95, 0.92),
    ):
        opposed = name == "with opposition"
        raw = data.raw(opposition=opposed)
        values = [draw.standing(opposition=opposed) for draw in draws]
        report.figure(
            f"AUC, {name} (floor: raw votes)",
            min(map(data.area_under_curve, values)),
            bar=area,
            floor=data.area_under_curve(raw),
        )
        report.figure(
            f"precision at 100, {name} (floor: raw votes)",
            min(data.precision(value, at=100) for value in values),
            bar=precision,
            floor=data.precision(raw, at=100),
        )
    for share in (0.05, 0.5):
        for ring in elections.RINGS:
            report.note(f"ring of {share:.0%} of all voters, {ring}: 10 targets")
            by_score, by_votes = elections.attack(data, ring, share=share)
            name = f"{ring} ring of {share:.0%}: of 10 targets"
            report.figure(
                f"{name}, in the half percent", by_score, bar=0, at_least=False
            )
            report.figure(f"{name}, by raw votes", by_votes, bar=10)


def from_arrays(report: Report) -> None:
    """In a process of its own, so that its peak memory is its own."""
    report.note(f"{ROWS:,} endorsements from arrays")
    with tempfile.TemporaryDirectory() as folder:
        ledgers.write_arrays(Path(folder), ROWS)
        output = subprocess.run(
            [sys.executable, "-m", "bench._ledgers", folder],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    measured = json.loads(output)
    report.figure(
        "10⁶ endorsements, from arrays (floor: one lexsort and one bincount)",
        measured["seconds"],
        "s",
        bar=3,
        at_least=False,
        floor=measured["floor"],
    )
    report.figure(
        "peak memory (floor: Python, numpy and the arrays)",
        measured["peak_mib"],
        "MiB",
        bar=300,
        at_least=False,
        floor=measured["before_mib"],
    )


def from_postgres(report: Report) -> None:
    """In the empty database that `bin/bench` makes; elsewhere it is skipped."""
    if not django.apps.apps.ready:
        report.note("run as bin/bench: the PostgreSQL part needs its database")
        return
    from bench import _ledger_table  # noqa: PLC0415 - needs Django set up

    report.note(f"{ROWS:,} endorsements into PostgreSQL, which takes a minute or two")
    measured = _ledger_table.measure(ROWS)
    report.figure(
        "10⁶ endorsements, read and scored from PostgreSQL (floor: a plain COPY out)",
        measured["read"] + measured["score"],
        "s",
        bar=10,
        at_least=False,
        floor=measured["floor"],
    )
    report.figure("of which reading", measured["read"], "s")
    report.figure("published, with every standing written", measured["publish"], "s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
