from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from config.operating import backups


class Command(BaseCommand):
    help = "Write the database and the uploads, as of one moment, into a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: object) -> None:
        made = backups.back_up(folder)
        rows, tables = sum(made["rows"].values()), len(made["rows"])
        self.stdout.write(
            f"{folder}: {rows:,} rows of {tables} tables, and the uploads. "
            "The secret key is not in it: keep it elsewhere."
        )
