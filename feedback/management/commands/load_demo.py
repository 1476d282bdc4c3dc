import os
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from feedback.demo.load import load_demo


class Command(BaseCommand):
    help = (
        "Load the demo firm, unless a firm is set up already, and print how to sign in "
        "(kept in HEARTH_DATA/state/demo-sign-in.txt)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="let it end at noon (UTC) of this day instead of now",
        )

    def handle(self, *, as_of: date | None = None, **options: Any) -> None:
        now = datetime.combine(as_of, time(12), UTC) if as_of else None
        sign_ins = load_demo(now=now)
        if not sign_ins:
            self.stderr.write("A firm is set up already; the demo was not loaded.")
            return
        width = max(len(each.role) for each in sign_ins)
        lines = [
            f"As {each.role:<{width}}  {each.email}  {each.password}"
            for each in sign_ins
        ]
        keep(
            Path(settings.DATA_DIR) / "state" / "demo-sign-in.txt",
            "\n".join(lines) + "\n",
        )
        for line in lines:
            self.stdout.write(line)


def keep(path: Path, text: str) -> None:
    """Write a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as stream:
        stream.write(text)
