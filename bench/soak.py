"""`bin/up` at rest and under half load for half an hour: does its memory grow?"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Sequence

from bench._load import Load, load, request
from bench._receiver import receiver
from bench._stack import Memory, Stack, stack
from bench.report import Report

TOKEN = "t" * 32
MEMBERS = 16
CALM_SECONDS = 60
FULL_SECONDS = 20


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("soak", argv)
    report.figure("load average before, of others", os.getloadavg()[0])
    with stack(WEBHOOK_ALLOW_LOCAL="1") as running:
        report.note(f"up; {CALM_SECONDS} s of rest")
        time.sleep(CALM_SECONDS)
        _tell_rest(report, running.memory())
        os.environ |= running.settings() | {"WEBHOOK_ALLOW_LOCAL": "1"}
        with receiver(running.data) as door:
            asked = _requests(running, url=f"{door.url}/all")
            full = load(running.port, asked, seconds=FULL_SECONDS)
            report.note(f"{full.rate:.0f} a second at full load; now at half of it")
            report.figure("requests a second at full load", full.rate)
            met, memory = _soak(
                report, running, asked, minutes=options.minutes, rate=full.rate / 2
            )
            arrived = len(list(door.arrivals()))
            report.figure("webhooks that arrived", arrived, bar=1)
    _tell_load(report, met)
    _tell_growth(report, memory)
    return report.finish()


def _soak(
    report: Report,
    running: Stack,
    asked: list[str],
    *,
    minutes: int,
    rate: float,
) -> tuple[list[Load], list[Memory]]:
    """A minute at a time; the limits of the doors are for people, so they begin anew."""
    from community.models import Tally  # noqa: PLC0415

    met, memory = [], []
    for minute in range(minutes):
        Tally.objects.all().delete()
        met.append(load(running.port, asked, seconds=60, rate=rate))
        memory.append(running.memory())
        each = ", ".join(f"{k} {v:.0f}" for k, v in sorted(memory[-1].own.items()))
        report.note(f"minute {minute + 1}: {met[-1].rate:.0f} a second; MiB: {each}")
    return met, memory


def _requests(running: Stack, *, url: str) -> list[str]:
    """Half of them visitors' pages, a third members' pages, the rest votes and words."""
    import django  # noqa: PLC0415 - settings read what the house was given

    django.setup()
    from community.actions.api_keys import create_api_key  # noqa: PLC0415
    from community.models import Member  # noqa: PLC0415
    from feedback.actions.endpoints import create_endpoint  # noqa: PLC0415
    from ideas.models import Idea  # noqa: PLC0415

    create_endpoint(name="all", url=url)
    members = list(Member.objects.filter(is_staff=False, is_active=True)[:MEMBERS])
    ideas = list(
        Idea.objects.filter(status="open")
        .exclude(author__in=members)
        .select_related("conversation")[:40]
    )
    cookies = [f"{_session(each)}; csrf={TOKEN}" for each in members]
    keys = [create_api_key("soak", scopes=["post"], member=one)[1] for one in members]
    asked = []
    for turn, idea in enumerate(ideas):
        for cookie, key in zip(cookies, keys, strict=True):
            at = idea.get_absolute_url()
            pages = ["/", "/ideas/", at, "/ideas/?order=new", at, "/people/"]
            asked += [request(page) for page in pages]
            asked += [
                request(page, Cookie=cookie)
                for page in ["/ideas/", at, "/account/contributions/"]
            ]
            asked += [_vote(cookie, idea, wish) for wish in ["on", "off"]]
            if turn % 10 == 0:
                asked.append(_comment(key, idea))
    return asked


def _session(member: object) -> str:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    browser = Client()
    browser.force_login(member)  # type: ignore[arg-type]
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser.cookies[name].value}"


def _vote(cookie: str, idea: object, wish: str) -> str:
    return request(
        f"/ideas/vote/{idea.pk}/",  # type: ignore[attr-defined]
        method="POST",
        body=f"csrfmiddlewaretoken={TOKEN}&vote={wish}",
        Content_Type="application/x-www-form-urlencoded",
        HX_Request="true",
        Cookie=cookie,
    )


def _comment(key: str, idea: object) -> str:
    said = {"idea": idea.pk, "text": "The same here, since last winter."}  # type: ignore[attr-defined]
    return request(
        "/api/v1/comments/",
        method="POST",
        body=json.dumps(said),
        Content_Type="application/json",
        Authorization=f"Bearer {key}",
    )


def _tell_rest(report: Report, found: Memory) -> None:
    for role, size in sorted(found.whole.items()):
        report.figure(f"at rest, {role}", size, "MiB")
    name = "at rest, all of it"
    report.figure(name, sum(found.whole.values()), "MiB", bar=400, at_least=False)


def _tell_load(report: Report, met: list[Load]) -> None:
    wrong = sum(
        many for each in met for status, many in each.statuses.items() if status > "399"
    )
    report.figure("requests under half load", sum(each.count for each in met))
    report.figure("answered with an error", wrong, bar=0, at_least=False)
    early, late = _quarters([one.percentile(0.95) for one in met])
    report.figure(
        "p95 in the last quarter (floor: the second)", late, "ms", floor=early
    )


def _tell_growth(report: Report, memory: list[Memory]) -> None:
    """In the first quarter caches fill; after it a house that is at rest has found its
    size, give or take a twentieth and what malloc keeps."""
    roles = sorted({role for each in memory for role in each.own})
    for role in roles:
        sizes = [each.own.get(role, 0.0) for each in memory]
        early, late = _quarters(sizes)
        name = f"{role}, last quarter (floor: the second)"
        bar = 1.05 * early + 4
        report.figure(name, late, "MiB", bar=bar, at_least=False, floor=early)
    whole = [sum(each.whole.values()) for each in memory]
    report.figure("all of it, at most", max(whole), "MiB")


def _quarters(each: list[float]) -> tuple[float, float]:
    """The medians of the second and of the last quarter."""
    size = max(len(each) // 4, 1)
    return statistics.median(each[size : 2 * size] or each), statistics.median(
        each[-size:]
    )


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=30, help="under load (30)")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
