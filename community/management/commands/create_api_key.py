from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.api_keys import create_api_key
from community.models import ApiKey, Member


class Command(BaseCommand):
    help = "Make a key for the API and print it once. Only its hash is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the key is for")
        parser.add_argument(
            "--scope",
            action="append",
            choices=ApiKey.Scope.values,
            required=True,
            help="what it may do; can be given several times",
        )
        parser.add_argument(
            "--member", metavar="EMAIL", help="whose key it is, to post and vote"
        )

    def handle(self, *, name: str, **options: Any) -> None:
        member = self._member(options["member"])
        if ApiKey.Scope.POST in options["scope"] and member is None:
            raise CommandError(
                "--scope post needs --member EMAIL: only a member posts."
            )
        _key, text = create_api_key(name, scopes=options["scope"], member=member)
        self.stdout.write(text)
        self.stderr.write("Keep it now: it is not shown again.")

    def _member(self, email: str | None) -> Member | None:
        if email is None:
            return None
        member = Member.objects.present().at(email).first()
        if member is None:
            raise CommandError(f"No member has the address {email}.")
        return member
