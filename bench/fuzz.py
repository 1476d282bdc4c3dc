"""The API asked everything its schema allows, and what it does not, with each kind of key."""

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bench.report import Report
from community.actions.api_keys import create_api_key
from community.actions.members import add_member
from community.actions.vouching import verify
from community.models import ApiKey, Member, Tally
from config.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CALLER = {"REMOTE_ADDR": "192.0.2.7"}
TIDY_EVERY = 50  # cases, after which the doors have forgotten who came


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("fuzz", argv)
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", application, environ_base=CALLER
    )
    for role, header in make_keys().items():
        found, tried = ask(
            schema, header, cases=options.cases, seed=options.seed, role=role
        )
        for complaint, times in found.most_common(12):
            report.note(f"{role}: {times} × {complaint}")
        report.note(f"{role}: {tried:,} cases")
        broken = sum(
            times for name, times in found.items() if name.startswith("Server error")
        )
        report.figure(f"{role}: cases tried", tried, bar=options.cases)
        report.figure(f"{role}: errors of the server", broken, bar=0, at_least=False)
        report.figure(
            f"{role}: answers that the schema does not know",
            found.total() - broken,
            bar=0,
            at_least=False,
        )
    return report.finish()


def make_keys() -> dict[str, dict[str, str]]:
    """What each kind of caller sends along."""
    every = list(ApiKey.Scope.values)
    member = add_member(email="fuzz@example.org", name="Fuzz")
    verify(member, how=Member.Verified.CUSTOMER_LIST)
    kinds: dict[str, tuple[list[str], Member | None]] = {
        "a reader": ([ApiKey.Scope.READ], None),
        "a member": ([ApiKey.Scope.READ, ApiKey.Scope.POST], member),
        "an integration": (every, None),
        "everything": (every, member),
    }
    sent: dict[str, dict[str, str]] = {"nobody": {}}
    for name, (scopes, owner) in kinds.items():
        _key, text = create_api_key(name, scopes=scopes, member=owner)
        sent[name] = {"Authorization": f"Bearer {text}"}
    return sent


def ask(
    schema: Any, header: dict[str, str], *, cases: int, seed: int, role: str
) -> tuple[Counter[str], int]:
    """What was wrong, each with how often, and how many cases were tried."""
    operations = [each.ok() for each in schema.get_all_operations()]
    found: Counter[str] = Counter()
    tried = 0

    def one(case: Case) -> None:
        nonlocal tried
        tried += 1
        if tried % TIDY_EVERY == 0:
            Tally.objects.all().delete()
        for complaint in complaints(case, header):
            found[f"{complaint} · {case.operation.label}"] += 1

    each = -(-cases // (2 * len(operations)))
    for operation in operations:
        for mode in GenerationMode:
            drawn = operation.as_strategy(generation_mode=mode)
            test = settings(
                max_examples=each,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )(given(drawn)(one))  # type: ignore[no-untyped-call]
            seeded(f"{seed} {role} {operation.label} {mode}")(test)()
    return found, tried


def complaints(case: Case, header: dict[str, str]) -> list[str]:
    """What its answer breaks; a refusal that the key explains breaks nothing."""
    response = case.call(headers=header, environ_base=CALLER)
    try:
        case.validate_response(response, checks=CHECKS, headers=header)
    except FailureGroup as group:
        return [each.title for each in group.exceptions]
    return []


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench fuzz", description=__doc__)
    parser.add_argument(
        "--cases", type=int, default=20_000, help="for each kind of key (20,000)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
