"""Branch coverage of actions, models and pure code by the tests that need no browser."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coverage import Coverage

from bench.report import Report
from config.house.run_tests import PARALLEL
from config.house.words import Trouble

ROOT = Path(__file__).resolve().parent.parent
APPS = ("community", "ideas", "feedback")
TESTS_FAILED = 1  # pytest's exit code
EDGES = {"admin", "api", "management", "migrations", "templatetags", "views"}
EDGE_FILES = {"apps.py", "urls.py", "tasks.py", "receivers.py", "panels.py", "site.py"}


@dataclass
class Part:
    """Some files, and what of them the tests went through."""

    lines: int = 0
    lines_met: int = 0
    ways: int = 0
    ways_met: int = 0

    def add(self, found: dict[str, Any]) -> None:
        self.lines += found["num_statements"]
        self.lines_met += found["covered_lines"]
        self.ways += found["num_branches"]
        self.ways_met += found["covered_branches"]


def main(argv: Sequence[str] = ()) -> int:
    report = Report("covered", argv)
    with tempfile.TemporaryDirectory(prefix="hearth-covered-") as folder:
        failed, files = measure(Path(folder))
    report.figure("tests that failed", failed, bar=0, at_least=False)
    parts = {name: Part() for name in ("actions", "models", "pure code")}
    for path, found in sorted(files.items()):
        if kind := part_of(Path(path)):
            parts[kind].add(found["summary"])
            _tell_missed(report, path, found)
    for name, part in parts.items():
        report.figure(f"{name}: lines met", part.lines_met / part.lines)
        report.figure(f"{name}: branches met", part.ways_met / part.ways)
    lines = sum(each.lines_met for each in parts.values())
    ways = sum(each.ways_met for each in parts.values())
    both = sum(each.lines + each.ways for each in parts.values())
    report.figure("all, lines and branches", (lines + ways) / both, bar=0.95)
    report.figure(
        "all, branches alone",
        ways / sum(each.ways for each in parts.values()),
        bar=0.95,
    )
    return report.finish()


def measure(folder: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    """How many tests failed, and by file what coverage.py found."""
    env = {**os.environ, "COVERAGE_FILE": str(folder / "data"), "LOG_LEVEL": "INFO"}
    asked = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
    done = subprocess.run(
        [sys.executable, "-m", "coverage", "run", *asked, *PARALLEL],
        cwd=ROOT, env=env, capture_output=True, check=False,
    )  # fmt: skip
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode > TESTS_FAILED:
        raise Trouble(said[-4000:])
    together = Coverage(data_file=str(folder / "data"), config_file="pyproject.toml")
    together.combine([str(folder)])
    together.json_report(outfile=str(folder / "found.json"))
    files = json.loads((folder / "found.json").read_text("utf-8"))["files"]
    return said.count("\nFAILED ") + said.count("\nERROR "), files


def part_of(path: Path) -> str:
    """Which of the parts a file belongs to, or none: edges are told by what they answer."""
    if path.parts[0] not in APPS or EDGES & set(path.parts) or path.name in EDGE_FILES:
        return ""
    for part in ("actions", "models"):
        if part in path.parts:
            return part
    source = (ROOT / path).read_text(encoding="utf-8")
    asks = any(word in source for word in ("django.db", ".models", "django.http"))
    return "" if asks else "pure code"


def _tell_missed(report: Report, path: str, found: dict[str, Any]) -> None:
    missed = [*map(str, found["missing_lines"]), *_ways(found["missing_branches"])]
    if missed:
        report.note(f"{path}: {', '.join(missed)}")


def _ways(missing: list[list[int]]) -> Iterator[str]:
    for begin, end in missing:
        yield f"{begin}→{end if end > 0 else 'exit'}"
