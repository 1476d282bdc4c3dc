from argparse import ArgumentParser
from datetime import date, timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from community.actions.standings import publish_standings


class Command(BaseCommand):
    help = "Publish the standings as of the end of a day. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "day",
            nargs="?",
            type=date.fromisoformat,
            help="YYYY-MM-DD, in UTC; yesterday if left out",
        )

    def handle(self, *, day: date | None, **_options: object) -> None:
        run = publish_standings(day or timezone.now().date() - timedelta(days=1))
        inside = run.standings.filter(in_half_percent=True).count()
        self.stdout.write(
            f"{run.day}: {run.active_count} active, {run.places} places, "
            f"{inside} in the half percent"
        )
        if run.is_cold_start:
            self.stdout.write(
                "Too few confirmed customers: ranking cannot tell customers from "
                "fakes. Load the customer list."
            )
