from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.operating import reference


class Command(BaseCommand):
    help = "Write docs/operators/settings.md from the code."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say if stale")

    def handle(self, *, check: bool, **options: object) -> None:
        page = settings.BASE_DIR / reference.PAGE
        text = reference.text()
        if page.read_text(encoding="utf-8") == text:
            return
        if check:
            raise CommandError(
                f"{reference.PAGE} is stale: write it again without --check."
            )
        page.write_text(text, encoding="utf-8")
        self.stdout.write(f"{reference.PAGE} written.")
