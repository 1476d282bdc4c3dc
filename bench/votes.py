"""Votes over HTTP: 16 members at once, on many ideas and on one, and what is left then."""

from collections.abc import Sequence

from django.db.models import Count, F

from bench._load import Load, load, request
from bench._web import Web, web
from bench.report import Report
from community.actions.firm import open_board, set_up_firm
from community.actions.members import add_member
from community.actions.vouching import verify
from community.models import Contribution, Member, Tally
from community.quiet import quiet
from ideas.actions.ideas import post_idea
from ideas.models import Idea, Vote

MEMBERS, IDEAS = 16, 240
PAIRS, CLICKS = 60, 4
TOKEN = "t" * 32
SECONDS = 5


def main(argv: Sequence[str] = ()) -> int:
    report = Report("votes", argv)
    members, ideas = make_town()
    with web() as server:
        cookies = [f"{server.cookie(each)}; csrf={TOKEN}" for each in members]
        load(server.port, [request("/healthz")], seconds=2)
        floor = load(server.port, [request("/healthz")], seconds=SECONDS)
        report.note(f"the empty page: {floor.rate:.0f} a second")
        for name, chosen in [("many ideas", ideas), ("one idea", ideas[:1])]:
            asked = swings(cookies, chosen)
            load(server.port, asked, seconds=2)
            Tally.objects.all().delete()
            before = server.cpu()
            done = load(server.port, asked, seconds=SECONDS)
            spent = [
                1000 * (now - then) / done.count
                for now, then in zip(server.cpu(), before, strict=True)
            ]
            report.note(
                f"{name}: {spent[0]:.1f} ms of processor a vote in the application, "
                f"{spent[1]:.1f} ms in the database"
            )
            told(report, name, done=done, floor=floor)
        exact(report)
        clicks(report, server, cookies=cookies, ideas=ideas)
    exact(report)
    return report.finish()


def make_town() -> tuple[list[Member], list[Idea]]:
    set_up_firm(name="Bench")
    board = open_board("Board")
    author = add_member(email="author@example.org", name="Author")
    members = [
        add_member(email=f"m{n}@example.org", name=f"Member {n}")
        for n in range(MEMBERS)
    ]
    with quiet():
        for member in members:
            verify(member, how=Member.Verified.CUSTOMER_LIST)
        ideas = [
            post_idea(author=author, board=board, title=f"Idea {n}, said in words")
            for n in range(IDEAS)
        ]
    return members, ideas


def swings(cookies: list[str], ideas: list[Idea]) -> list[str]:
    """Each member votes and takes it back, idea after idea: connection n is member n,
    and begins where nobody else does, as long as there are ideas enough."""
    apart = len(ideas) // len(cookies)
    return [
        press(cookie, ideas[(turn + n * apart) % len(ideas)], wish)
        for turn in range(len(ideas))
        for wish in ("on", "off", "on")
        for n, cookie in enumerate(cookies)
    ]


def press(cookie: str, idea: Idea, wish: str) -> str:
    return request(
        f"/ideas/vote/{idea.pk}/",
        method="POST",
        body=f"csrfmiddlewaretoken={TOKEN}&vote={wish}",
        Content_Type="application/x-www-form-urlencoded",
        HX_Request="true",
        Cookie=cookie,
    )


def told(report: Report, name: str, *, done: Load, floor: Load) -> None:
    report.note(f"{name}: {done.statuses}, p99 {done.percentile(0.99):.0f} ms")
    report.figure(
        f"votes a second, {name} (floor: the empty page)",
        done.statuses.get("200", 0) / done.seconds,
        bar=300,
        floor=floor.rate,
    )
    report.figure(
        f"answers that were no vote, {name}",
        done.count - done.statuses.get("200", 0),
        bar=0,
        at_least=False,
    )


def clicks(
    report: Report, server: Web, *, cookies: list[str], ideas: list[Idea]
) -> None:
    """Four connections say the same at the same moment, for 60 pairs."""
    Tally.objects.all().delete()
    Vote.objects.all().delete()
    Contribution.objects.filter(kind=Contribution.Kind.ENDORSED).delete()
    Idea.objects.update(vote_count=0)
    pairs = [(cookies[n % MEMBERS], ideas[n // MEMBERS]) for n in range(PAIRS)]
    asked = [press(*pair, "on") for pair in pairs for _ in range(CLICKS)]
    load(server.port, asked, connections=16, each=len(asked) // 16)
    report.figure(
        f"rows off {PAIRS}, after {PAIRS} pairs were clicked {CLICKS} times at once",
        abs(Vote.objects.count() - PAIRS),
        bar=0,
        at_least=False,
    )


def exact(report: Report) -> None:
    """Stored count, rows and live credits are three ways to say the same."""
    counted = Idea.objects.annotate(rows=Count("votes"))
    report.figure(
        "ideas whose count is not their rows",
        counted.exclude(vote_count=F("rows")).count(),
        bar=0,
        at_least=False,
    )
    live = Contribution.objects.live().filter(kind=Contribution.Kind.ENDORSED)
    report.figure(
        "votes without a credit, or credits without a vote",
        abs(live.count() - Vote.objects.count()),
        bar=0,
        at_least=False,
    )
