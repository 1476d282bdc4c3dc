"""Pages over HTTP at 10,000, 100,000 or 1,000,000 ideas: rates, times, processor, bytes."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from threading import Event, Thread

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench._load import Load, load, request
from bench._town import WORDS, Town, fill, found
from bench._web import Web, web
from bench.report import Report
from community.actions.api_keys import create_api_key
from community.models import ApiKey, Tally
from community.quiet import quiet
from ideas.actions.comments import post_comment
from ideas.models import Idea

SECONDS = 4
AT_MOST = 100_000  # ideas up to which a search keeps its bar
LONG = [word for word in WORDS if len(word) > 5]
TALK = 25


@dataclass(frozen=True)
class Page:
    """One page that is measured: bars of requests a second, ms and bytes, or none."""

    name: str
    path: str
    headers: dict[str, str]
    others: tuple[str, ...] = ()
    rate: float | None = None
    cpu: float | None = None
    size: float | None = None
    p95: float | None = None


def main(argv: Sequence[str] = ()) -> int:
    """`--ideas 10000,100000,1000000`; the first two unless it is said."""
    report = Report("pages", argv)
    town = found()
    sizes = _sizes(argv)
    times: dict[str, list[float]] = {}
    for size in sizes:
        fill(town, ideas=size, report=report)
        with web() as server:
            floor = load(server.port, [request("/healthz")], seconds=SECONDS)
            for page in pages(town, server):
                times.setdefault(page.name, []).append(
                    measure(report, server, page, size=size, floor=floor)
                )
    for name, taken in times.items():
        if len(sizes) > 1 and "list" in name:
            report.figure(
                f"{name}: slower at {sizes[-1]:,} than at {sizes[0]:,}",
                taken[-1] / taken[0],
                "×",
                bar=1.3,
                at_least=False,
            )
    return report.finish()


def pages(town: Town, server: Web) -> list[Page]:
    idea = Idea.objects.select_related("conversation", "author", "board").first()
    assert idea is not None
    talk_about(idea, town)
    _key, text = create_api_key("bench", scopes=list(ApiKey.Scope.values))
    mine = {"Cookie": server.cookie(town.customer)}
    desk = {"Cookie": server.cookie(town.colleague)}
    bearer = {"Authorization": f"Bearer {text}"}
    slips = [f"/ideas/?q={slip(one)}+{two}" for one, two in permutations(LONG, 2)]
    return [
        Page("list, visitor", "/ideas/", {}, rate=1000, cpu=1.5, size=30_000),
        Page("list, new, visitor", "/ideas/?order=new", {}, rate=1000),
        Page("list, member", "/ideas/", mine, rate=150, cpu=10),
        Page("idea, visitor", idea.get_absolute_url(), {}, rate=700),
        Page("idea, member", idea.get_absolute_url(), mine),
        Page("search with a typo", slips[0], mine, tuple(slips), p95=50),
        Page("search, one word", "/ideas/?q=bobbin", mine, p95=50),
        Page("queue", "/desk/", desk),
        Page("list by API", "/api/v1/ideas/", bearer),
    ]


def slip(word: str) -> str:
    """The word without its third letter: bobin for bobbin is one such."""
    return word[:2] + word[3:]


def talk_about(idea: Idea, town: Town) -> None:
    with quiet():
        for n in range(TALK - 2):
            text = f"The same here, since the winter before last: {n}."
            post_comment(idea, author=town.customer, text=text)


def measure(
    report: Report, server: Web, page: Page, *, size: int, floor: Load
) -> float:
    ask = [request(path, **page.headers) for path in page.others or [page.path]]
    with open_doors():
        load(server.port, ask, connections=4, seconds=1)
        alone = load(server.port, ask, connections=1, seconds=SECONDS)
        before = server.cpu()
        many = load(server.port, ask, connections=16, seconds=SECONDS)
        app, database = (
            1000 * (after - then) / many.count
            for after, then in zip(server.cpu(), before, strict=True)
        )
    name = f"{page.name} at {size:,}"
    report.note(
        f"{name}: {many.statuses}, alone {alone.rate:.0f}/s p50 "
        f"{alone.percentile(0.5):.1f} p99 {alone.percentile(0.99):.1f} ms; at 16 "
        f"{many.rate:.0f}/s p50 {many.percentile(0.5):.1f} p99 "
        f"{many.percentile(0.99):.1f} ms; processor {app:.2f} + {database:.2f} ms; "
        f"{queries(page)} queries"
    )
    report.figure(f"{name}, a second", many.rate, bar=page.rate, floor=floor.rate)
    others = sum(each.count - each.statuses.get("200", 0) for each in (alone, many))
    if others:
        report.figure(
            f"{name}: answers that were no page", others, bar=0, at_least=False
        )
    report.figure(
        f"{name}, p95 alone",
        alone.percentile(0.95),
        "ms",
        bar=page.p95 if size <= AT_MOST else None,
        at_least=False,
    )
    report.figure(
        f"{name}, processor", app + database, "ms", bar=page.cpu, at_least=False
    )
    report.figure(f"{name}, size", many.size, "bytes", bar=page.size, at_least=False)
    return alone.percentile(0.5)


@contextlib.contextmanager
def open_doors() -> Iterator[None]:
    """One member stands for many here, so that no door remembers for long who came."""
    ended = Event()

    def forget() -> None:
        while not ended.wait(0.3):
            Tally.objects.all().delete()
        connection.close()

    forgetting = Thread(target=forget)
    forgetting.start()
    try:
        yield
    finally:
        ended.set()
        forgetting.join()


def queries(page: Page) -> int:
    """How many the page takes when nothing of it is kept."""
    client = Client(HTTP_HOST="localhost")
    headers = {name.replace("_", "-"): value for name, value in page.headers.items()}
    cookie = headers.pop("Cookie", "")
    if found_one := re.match(r"([^=]+)=(.*)", cookie):
        client.cookies[found_one[1]] = found_one[2]
    with CaptureQueriesContext(connection) as told:
        client.get(page.path, headers=headers)
    return len(told)


def _sizes(argv: Sequence[str]) -> list[int]:
    if "--ideas" in argv:
        return [int(n) for n in argv[list(argv).index("--ideas") + 1].split(",")]
    return [10_000, 100_000]
