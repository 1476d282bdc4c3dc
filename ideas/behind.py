"""What lies behind a member's five numbers, from the ledger, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, DateField, Max
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Contribution, Member, Standing
from community.models.contribution import ContributionQuerySet

Kind = Contribution.Kind
WEEKS = 26
LINES = 6


@dataclass(frozen=True)
class Line:
    """One thing that counted: its sentence, and where it stands."""

    text: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Strand:
    """One of the five numbers, from 0 to 100, with what is in it."""

    name: str
    meaning: str
    value: float
    lines: list[Line]
    weeks: list[bool] = field(default_factory=list)


def strands(standing: Standing) -> list[Strand]:
    """The five numbers of a standing in the words that customers read."""
    ledger = Contribution.objects.live().filter(member=standing.member_id)
    return [
        Strand(
            _("Ideas"),
            _("What you proposed, and what became of it."),
            standing.creative,
            _works(ledger.filter(kind__in=[Kind.ENDORSED, Kind.ADOPTED, Kind.TAUGHT])),
        ),
        Strand(
            _("Backing"),
            _("How many different people stand behind what you say."),
            standing.influential,
            _backers(ledger.filter(kind__in=[Kind.ENDORSED, Kind.HELPED])),
        ),
        Strand(
            _("Constancy"),
            _(
                "How steadily you take part, week by week. A holiday costs almost nothing."
            ),
            standing.passionate,
            [],
            _weeks(ledger.filter(kind__in=[Kind.POSTED, Kind.SPOKE, Kind.DID])),
        ),
        Strand(
            _("Voice"),
            _("How often what you say helps somebody."),
            standing.vocal,
            _works(ledger.filter(kind=Kind.HELPED)),
        ),
        Strand(
            _("Brings others"),
            _("Who is here because of you, and is a confirmed customer now."),
            standing.inviting,
            _works(ledger.filter(kind=Kind.BROUGHT)),
        ),
    ]


def credits_of(
    members: Iterable[Member], viewer: Member | None, *, each: int = 3
) -> dict[int, list[Contribution]]:
    """The work that each member's words changed, the newest first, each work once."""
    found: dict[int, list[Contribution]] = defaultdict(list)
    seen: set[tuple[int, str]] = set()
    rows = Contribution.objects.live().filter(
        member__in=[member.pk for member in members],
        kind__in=[Kind.TAUGHT, Kind.ADOPTED],
    )
    if viewer is None:
        rows = rows.exclude(board__visibility="members")
    for row in rows.order_by("-occurred_at", "-pk")[:2000]:
        work = (row.member_id, row.url or row.title)
        if work not in seen and len(found[row.member_id]) < each:
            seen.add(work)
            found[row.member_id].append(row)
    return found


def _works(ledger: ContributionQuerySet) -> list[Line]:
    rows = (
        ledger.values("kind", "title", "url")
        .annotate(n=Count("given_by", distinct=True), latest=Max("occurred_at"))
        .order_by("-n", "-latest")[:LINES]
    )
    return [
        Line(_sentence(row["kind"], row["n"]), row["title"], row["url"]) for row in rows
    ]


def _sentence(kind: str, n: int) -> str:
    words = {
        Kind.ENDORSED: ngettext("wanted by %(n)s person", "wanted by %(n)s people", n),
        Kind.HELPED: ngettext("helped %(n)s person", "helped %(n)s people", n),
        Kind.TAUGHT: _("your words taught us something"),
        Kind.BROUGHT: _("came by your invitation"),
        Kind.ADOPTED: _("was planned or shipped"),
    }
    return words[Kind(kind)] % {"n": n}


def _backers(ledger: ContributionQuerySet) -> list[Line]:
    given = ledger.exclude(given_by=None)
    all_of_them = given.values("given_by").distinct().count()
    confirmed = given.exclude(given_by__verified_at=None)
    if not all_of_them:
        return []
    words = {"n": all_of_them, "m": confirmed.values("given_by").distinct().count()}
    text = ngettext(
        "%(n)s person, %(m)s of them a confirmed customer",
        "%(n)s people, %(m)s of them confirmed customers",
        all_of_them,
    )
    return [Line(text % words)]


def _weeks(ledger: ContributionQuerySet) -> list[bool]:
    """For each of the last 26 weeks, the oldest first: was something done in it?"""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    active = set(
        ledger.filter(occurred_at__date__gte=first)
        .annotate(week=TruncWeek("occurred_at", output_field=DateField()))
        .values_list("week", flat=True)
    )
    return [first + timedelta(weeks=n) in active for n in range(WEEKS)]
