from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.errors import DomainError
from feedback.actions.endpoints import create_endpoint
from feedback.models import Endpoint, Team


class Command(BaseCommand):
    help = "Open a webhook endpoint and print its secret, this once only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("url")
        parser.add_argument("--team", help="key of a team: only what concerns it")
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            choices=Endpoint.Event.values,
            help="may be given several times; without it: all",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        team = Team.objects.filter(slug=options["team"]).first()
        if options["team"] and team is None:
            raise CommandError(f"There is no team with the key “{options['team']}”.")
        try:
            endpoint, secret = create_endpoint(
                name=options["name"],
                url=options["url"],
                team=team,
                events=options["event"],
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(f"Endpoint {endpoint.pk} is open. Its secret, shown once:")
        self.stdout.write(secret)
