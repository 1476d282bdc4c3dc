import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand

from config.operating.doctor import examine


class Command(BaseCommand):
    help = "Say what is wrong and what to do. Exit code 1 when something is."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **options: object) -> None:
        found = list(examine())
        if as_json:
            told = {name: list(map(asdict, findings)) for name, findings in found}
            self.stdout.write(json.dumps(told, indent=2))
        else:
            for name, findings in found:
                for line in findings:
                    mark = "note " if line.is_note else "WRONG"
                    self.stdout.write(f"{mark}  {name}: {line.what}. → {line.remedy}")
                if not findings:
                    self.stdout.write(f"ok     {name}")
        if any(not each.is_note for _, findings in found for each in findings):
            raise SystemExit(1)
