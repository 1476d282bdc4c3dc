import csv
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from community.csv_files import Problem, safe_cell
from community.errors import DomainError
from feedback.actions.imports import NEW, THERE, check_folder, import_folder
from feedback.importing.folder import Folder
from feedback.importing.progress import bar

SHOWN = 50
ORDER = ["boards", "members", "posts", "votes", "seen", "votes and seen", "comments"]


class Command(BaseCommand):
    help = (
        "Take in another community: members.csv, ideas.csv, votes.csv and perhaps "
        "comments.csv. All of it or nothing; running it twice changes nothing; no mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go in, write nothing"
        )
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="take the good rows; the bad ones go into a file in HEARTH_DATA",
        )

    def handle(self, **options: Any) -> None:
        folder = Folder(options["folder"])
        problems = Problems(
            self, folder, is_kept=options["keep_going"] and not options["dry_run"]
        )
        with problems, bar(folder, "Checking") as read:
            check_folder(folder, note=problems.note, read=read)
        if problems.count and not options["keep_going"]:
            raise CommandError(f"{problems.summary()} Nothing was imported.")
        try:
            with bar(folder, "Importing") as read:
                found = import_folder(
                    folder, is_rehearsal=options["dry_run"], read=read
                )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        if problems.count:
            self.stderr.write(problems.summary())
        self._report(found, verb="would go in" if options["dry_run"] else "went in")

    def _report(self, found: dict[tuple[str, str], int], *, verb: str) -> None:
        for title, state in [(verb, NEW), ("were there already", THERE)]:
            counts = [
                f"{found[kind, state]:,} {kind}" for kind in ORDER if found[kind, state]
            ]
            if counts or state == NEW:
                self.stdout.write(f"{', '.join(counts) or 'Nothing new'} {title}.")


class Problems(ExitStack):
    """Shows the first problems, counts all, and keeps them in a file if asked to."""

    def __init__(self, command: BaseCommand, folder: Folder, *, is_kept: bool) -> None:
        super().__init__()
        self.command, self.count = command, 0
        name = f"{folder.name}-refused.csv"
        self.path = Path(settings.DATA_DIR) / name if is_kept else None
        self.kept: Any = None

    def note(self, problem: Problem) -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.command.stderr.write(str(problem))
        if self.path:
            self.kept = self.kept or self._open(self.path)
            place = [problem.file, problem.line, problem.column, problem.reason]
            self.kept.writerow([safe_cell(cell) for cell in [*place, *problem.row]])

    def summary(self) -> str:
        more = f" ({self.count - SHOWN:,} more not shown)" if self.count > SHOWN else ""
        kept = f" All of them: {self.path}." if self.path else ""
        return f"{self.count:,} problem{'s' if self.count > 1 else ''}{more}.{kept}"

    def _open(self, path: Path) -> Any:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w", encoding="utf-8", newline="")
        rows = csv.writer(self.enter_context(stream))
        rows.writerow(["file", "line", "column", "reason", "row"])
        return rows
