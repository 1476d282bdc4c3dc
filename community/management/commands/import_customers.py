from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.vouching import load_customers
from community.csv_files import Problem
from community.customer_lists import read_customers

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Load the customer list (CSV: email, company, segment, account_owner) and "
        "confirm the members on it. All lines or none; running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                rows = list(read_customers(stream, name=file.name))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        problems = [row for row in rows if isinstance(row, Problem)]
        if problems:
            for problem in problems[:SHOWN]:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(problems)} problems; nothing was loaded.")
        lines = [row for row in rows if not isinstance(row, Problem)]
        read, confirmed = load_customers(lines)
        self.stdout.write(
            f"{read} customers are on the list; {confirmed} members were confirmed by it."
        )
