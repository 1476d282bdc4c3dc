"""The one number on top: customers who taught the firm something and said so themselves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from community.models import Contribution, Member, Standing, StandingRun
from feedback.models import Evidence
from feedback.who_counts import who_counts

WINDOW = timedelta(days=90)
YEAR = timedelta(days=365)
ACTS = [Contribution.Kind.POSTED, Contribution.Kind.SPOKE, Contribution.Kind.DID]


@dataclass(frozen=True)
class Confirmation:
    """One row behind the number: who confirmed which sentence, on which words."""

    member: Member
    evidence: Evidence


@dataclass(frozen=True)
class CoCreators:
    """The count is the number of different members among the rows."""

    rows: list[Confirmation]
    not_quite: int
    no_reply: int
    half_percent_a_year_ago: int
    half_percent_still_active: int

    @property
    def count(self) -> int:
        return len({row.member.pk for row in self.rows})


def co_creators(now: datetime | None = None) -> CoCreators:
    """Confirmed customers, neither staff nor partners, whose own words stand as evidence
    (at most five people per insight), who were told the sentence and said “that's it”
    within the last 90 days, counted from that reply.

    Beside it, of the same people and words: how many people last said “not quite” in
    these 90 days, and how many were told then and have not replied.
    """
    now = now or timezone.now()
    told = _told(now)
    confirmed = [row for row in told if row.evidence.reply == "confirmed"]
    since = now - WINDOW
    rows = [row for row in confirmed if since <= _replied(row) <= now]
    denied = [
        row
        for row in told
        if row.evidence.reply == "not_quite" and since <= _replied(row) <= now
    ]
    silent = [
        row
        for row in told
        if not row.evidence.reply
        and row.evidence.told_at
        and row.evidence.told_at >= since
    ]
    before, still = _last_years_half_percent(now)
    return CoCreators(
        rows=sorted(rows, key=_replied, reverse=True),
        not_quite=_people(denied),
        no_reply=_people(silent),
        half_percent_a_year_ago=before,
        half_percent_still_active=still,
    )


def _told(now: datetime) -> list[Confirmation]:
    """For each insight and person who counts in it: their words that were told, with
    the reply that they gave last, if any."""
    evidence = (
        Evidence.objects.select_related(
            "insight__by", "insight__team", "conversation__member"
        )
        .filter(insight__in=_insights_of_late(now))
        .order_by("insight_id", "pk")
    )
    by_insight: dict[int, list[Evidence]] = defaultdict(list)
    for row in evidence:
        by_insight[row.insight_id].append(row)
    return [
        found for rows in by_insight.values() for found in _newest_words(rows, now=now)
    ]


def _insights_of_late(now: datetime) -> list[int]:
    since = now - WINDOW
    late = Evidence.objects.filter(replied_at__gte=since) | Evidence.objects.filter(
        told_at__gte=since
    )
    return list(late.order_by().values_list("insight_id", flat=True).distinct())


def _newest_words(rows: list[Evidence], *, now: datetime) -> Iterable[Confirmation]:
    counted = who_counts(rows).keys()
    mine: dict[int, Evidence] = {}
    for row in rows:
        member = row.conversation.member
        if member is None or member.pk not in counted or not _is_customer(member):
            continue
        if row.told_at is None or row.told_at > now:
            continue
        held = mine.get(member.pk)
        if held is None or _replied_or_never(row) > _replied_or_never(held):
            mine[member.pk] = row
    for row in mine.values():
        if row.conversation.member:
            yield Confirmation(member=row.conversation.member, evidence=row)


def _is_customer(member: Member) -> bool:
    is_ours = member.is_staff or member.is_partner
    return member.is_active and member.is_verified and not is_ours


def _replied_or_never(row: Evidence) -> datetime:
    return row.replied_at or datetime.min.replace(
        tzinfo=timezone.get_default_timezone()
    )


def _replied(row: Confirmation) -> datetime:
    return _replied_or_never(row.evidence)


def _people(rows: list[Confirmation]) -> int:
    return len({row.member.pk for row in rows})


def _last_years_half_percent(now: datetime) -> tuple[int, int]:
    """How many there were a year ago, and how many of them did something lately."""
    run = (
        StandingRun.objects.filter(day__lte=(now - YEAR).date())
        .order_by("-day", "-pk")
        .first()
    )
    if run is None:
        return 0, 0
    members = set(
        Standing.objects.filter(run=run, in_half_percent=True).values_list(
            "member_id", flat=True
        )
    )
    active = (
        Contribution.objects.live()
        .filter(member__in=members, kind__in=ACTS)
        .filter(occurred_at__gt=now - WINDOW, occurred_at__lte=now)
    )
    return len(members), active.order_by().values("member").distinct().count()
