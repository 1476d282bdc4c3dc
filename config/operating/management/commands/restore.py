from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from config.operating import backups


class Command(BaseCommand):
    help = (
        "Bring back a backup into an empty database. Stop web, worker and beat first."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="lose what the database holds"
        )

    def handle(self, *, folder: Path, replace: bool, **options: object) -> None:
        found = backups.restore(folder, replace=replace)
        self.stdout.write(
            f"Restored {sum(found['rows'].values()):,} rows as of {found['made_at']}, "
            "counted and complete. Now: manage.py migrate, manage.py createcachetable, "
            "manage.py doctor."
        )
