"""How long each entrance takes for somebody who has an account, and for nobody."""

import argparse
import random
import statistics
import time
from collections.abc import Sequence

from django.core.cache import cache
from django.test import Client
from scipy.stats import mannwhitneyu

from bench.report import Report
from community.actions.firm import set_up_firm
from community.actions.members import add_member
from community.actions.passwords import give_password
from community.models import Tally
from config.house.words import Trouble

REFUSED = 400
PHRASE = "a-long-quiet-phrase"
ENTRANCES = {
    "sign-in": ("/accounts/login/", {"login": "{}", "password": "wrong-phrase-here"}),
    "code": ("/accounts/login/code/", {"email": "{}"}),
    "reset": ("/accounts/password/reset/", {"email": "{}"}),
    "sign-up": ("/accounts/signup/", {"name": "A", "email": "{}", "password1": PHRASE}),
}


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("doors", argv)
    set_up_firm(name="Bench")
    members = [add_member(email=f"k{n}@example.org", name="K") for n in range(20)]
    give_password(members, password=PHRASE)
    for name in ENTRANCES:
        known, unknown, same = measure(name, samples=options.samples)
        gap = abs(statistics.median(known) - statistics.median(unknown))
        noise = abs(statistics.median(same) - statistics.median(unknown))
        chance = float(mannwhitneyu(known, unknown).pvalue)
        report.note(f"{name}: p = {chance:.3g}")
        report.figure(
            f"{name}: medians apart (floor: two unknown addresses)",
            1000 * gap,
            "ms",
            bar=5,
            at_least=False,
            floor=1000 * noise,
        )
    return report.finish()


def measure(name: str, *, samples: int) -> tuple[list[float], ...]:
    """Seconds of each answer: for known, for unknown, and for unknown once more.

    The three take turns in an order that is drawn anew each time.
    """
    times: dict[str, list[float]] = {"k": [], "u": [], "v": []}
    kinds = list(times)
    for number in range(-3, samples):
        random.shuffle(kinds)
        for kind in kinds:
            # As many letters for everybody, and an account that is not always the same.
            which = number % 20 if kind == "k" else 1000 + number
            took = come(name, f"{kind}{which}@example.org")
            if number >= 0:
                times[kind].append(took)
    return tuple(times.values())


def come(name: str, email: str) -> float:
    """Seconds of an answer, with fresh limits for each. Raises Trouble if it is refused."""
    address, fields = ENTRANCES[name]
    said = {field: value.format(email) for field, value in fields.items()}
    cache.clear()
    Tally.objects.all().delete()
    browser = Client(HTTP_HOST="localhost")
    began = time.perf_counter()
    answer = browser.post(address, said)
    took = time.perf_counter() - began
    if answer.status_code >= REFUSED:
        raise Trouble(f"{address} refused to answer: {answer.status_code}")
    return took


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench doors", description=__doc__)
    parser.add_argument("--samples", type=int, default=100, help="of each (100)")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
