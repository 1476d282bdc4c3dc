from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.second_factor import forget_second_factor
from community.models import Member


class Command(BaseCommand):
    help = (
        "Take a colleague's second factor away, and end their sign-ins: for the last "
        "administrator whose telephone and recovery codes are gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the colleague's e-mail address")

    def handle(self, *, email: str, **options: Any) -> None:
        member = Member.objects.at(email).first()
        if member is None:
            raise CommandError(f"Nobody has the address {email}.")
        if forget_second_factor(member, by=None):
            self.stdout.write("Gone; they set up a new one when they sign in.")
        else:
            self.stdout.write("There was none.")
