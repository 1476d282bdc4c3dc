"""Small faults in votes, deliveries, permissions and the sanitiser: do the tests notice?"""

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench._mutations import Mutation, mutations
from bench.report import Report
from config.house.words import Trouble

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
PATIENCE_SECONDS = 1200


@dataclass(frozen=True)
class Part:
    """Sources, and the tests that must notice: `then` only where `first` noticed nothing."""

    sources: list[str]
    first: list[str]
    then: list[str]


PARTS = {
    "votes": Part(
        [
            "ideas/actions/votes.py",
            "community/actions/limits.py",
            "ideas/migrations/0013_a_vote_reaches_what_is_folded_in.py",
            "community/migrations/0006_the_ledger_in_one_call.py",
        ],
        ["tests/ideas", "tests/community/test_limits.py"],
        ["tests/community/test_contributions.py", "tests/feedback", "tests/api"],
    ),
    "deliveries": Part(
        ["community/actions/deliveries.py", "community/actions/sending.py"],
        ["tests/community/test_deliveries.py", "tests/community/test_sending.py"],
        ["tests/feedback/test_webhooks.py", "tests/faults/test_two_beats.py"],
    ),
    "permissions": Part(
        [
            *("community/api/permissions.py", "community/second_factor.py"),
            *("community/models/board.py", "community/models/conversation.py"),
            *("community/models/member.py", "ideas/models/comment.py"),
            *("feedback/models/handoff.py", "feedback/models/team.py"),
            *("feedback/site.py", "community/actions/roles.py", "ideas/models/idea.py"),
        ],
        ["tests/pages/test_permissions.py", "tests/security/test_second_factor.py"],
        ["tests/security/test_matrix.py", "tests/community", "tests/desk", "tests/api"],
    ),
    "the sanitiser": Part(
        ["community/markdown.py"],
        ["tests/community/test_markdown.py", "tests/pages/test_gist.py"],
        ["tests/security/test_corpus.py"],
    ),
}


class Copy:
    """The project in a folder and a database of its own, to be broken."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder / str(number)
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.folder / name)
        address, _slash, query = os.environ["DATABASE_URL"].partition("?")
        self.is_spoiled = True  # whether its database is to be made anew
        self.url = f"{address}_{number}" + (f"?{query}" if query else "")
        self.said = ""

    def is_noticed(self, part: Part, source: str, mutation: Mutation) -> bool:
        path, is_migration = self.folder / source, "migrations" in source
        self.is_spoiled |= is_migration
        sound = path.read_text(encoding="utf-8")
        path.write_text(mutation.source, encoding="utf-8")
        try:
            return any(self.fails(tests) for tests in (part.first, part.then))
        finally:
            path.write_text(sound, encoding="utf-8")
            self.is_spoiled |= is_migration

    def fails(self, tests: list[str]) -> bool:
        """A test that hangs has noticed too. What was said stays in `said`."""
        database = "--create-db" if self.is_spoiled else "--reuse-db"
        self.is_spoiled = False
        asked = [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"),
            *(database, *tests),
        ]
        env = {**os.environ, "DATABASE_URL": self.url, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                asked, cwd=self.folder, env=env, capture_output=True,
                timeout=PATIENCE_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            self.said = f"longer than {PATIENCE_SECONDS} s"
            return True
        self.said = done.stdout.decode("utf-8", "replace")[-2000:]
        return done.returncode != 0


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("mutants", argv)
    with tempfile.TemporaryDirectory(prefix="hearth-mutants-") as name:
        copies: queue.Queue[Copy] = queue.Queue()
        for number in range(AT_ONCE):
            copies.put(Copy(Path(name), number))
        for title in options.parts or PARTS:
            _judge(report, title, copies=copies, every=options.every)
    return report.finish()


def _judge(
    report: Report, title: str, *, copies: "queue.Queue[Copy]", every: int
) -> None:
    part, sound = PARTS[title], copies.get()
    for tests in (part.first, part.then):
        if sound.fails(tests):
            raise Trouble(f"{title}: tests fail without any fault\n{sound.said}")
    copies.put(sound)
    faults = [
        (source, mutation)
        for source in part.sources
        for mutation in mutations((ROOT / source).read_text(encoding="utf-8"))
    ][::every]

    def judge(fault: tuple[str, Mutation]) -> bool:
        copy = copies.get()
        try:
            return copy.is_noticed(part, *fault)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        noticed = list(pool.map(judge, faults))
    for (source, mutation), is_noticed in zip(faults, noticed, strict=True):
        if not is_noticed:
            report.note(f"NOT NOTICED: {source}:{mutation.line}: {mutation.what}")
    report.figure(f"faults in {title}", len(faults))
    share = sum(noticed) / max(len(noticed), 1)
    report.figure(f"noticed, of faults in {title}", share, bar=0.85)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench mutants", description=__doc__)
    parser.add_argument("--parts", nargs="*", choices=PARTS, help="only these")
    parser.add_argument("--every", type=int, default=1, help="try each n-th fault (1)")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
