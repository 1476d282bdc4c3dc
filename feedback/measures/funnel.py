"""Of everything customers say: how much is read, taught something, was decided, was told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet
from django.db.models.functions import TruncWeek

from community.models import Conversation, Source

MONTH = timedelta(days=365.2425 / 12)
STAGES = ("read", "learned", "decided", "told")


class Median(Aggregate):
    """The middle of durations; half of them were shorter."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class FunnelRow:
    """What was received in a week or from a source, and how far it has got since.

    `elsewhere` is known of at sources that are not connected, and so never read.
    `unreachable` of the received have an author who cannot be told.
    """

    name: str
    key: str
    received: int
    read: int = 0
    learned: int = 0
    decided: int = 0
    told: int = 0
    unreachable: int = 0
    elsewhere: int = 0
    week: datetime | None = None

    @property
    def said(self) -> int:
        return self.received + self.elsewhere

    @property
    def unread_share(self) -> float:
        """Of all that was said, connected or not; 0 where nothing was said."""
        return 1 - self.read / self.said if self.said else 0.0


@dataclass(frozen=True)
class Funnel:
    since: datetime
    until: datetime
    total: FunnelRow
    weeks: list[FunnelRow]
    sources: list[FunnelRow]
    median_wait: dict[str, timedelta | None]

    @property
    def unread_share(self) -> float:
        return self.total.unread_share


def funnel(since: datetime, until: datetime) -> Funnel:
    """What customers said from `since` up to `until`, and how far each got by now.

    By week (Monday, UTC) and by source. The firm's own words and what is hidden are
    left out.
    """
    said = Conversation.objects.filter(
        received_at__gte=since, received_at__lt=until, is_hidden=False
    ).exclude(member__is_staff=True)
    sources = _by_source(said, span=until - since)
    return Funnel(
        since=since,
        until=until,
        total=_sum(sources),
        weeks=_by_week(said),
        sources=sources,
        median_wait=_waits(said),
    )


def _counts() -> dict[str, Count]:
    reached = {
        stage: Count("pk", filter=Q(**{f"{stage}_at__isnull": False}))
        for stage in STAGES
    }
    away = Q(member=None) | Q(member__is_active=False)
    return reached | {
        "received": Count("pk"),
        "unreachable": Count("pk", filter=away),
    }


def _plain(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]


def _by_week(said: QuerySet[Conversation]) -> list[FunnelRow]:
    weeks = said.annotate(week=TruncWeek("received_at", tzinfo=UTC)).values("week")
    rows = _plain(weeks.annotate(**_counts()).order_by("week"))
    return [
        FunnelRow(name=f"{row['week']:%G-W%V}", key=f"{row['week']:%Y-%m-%d}", **row)
        for row in rows
    ]


def _by_source(said: QuerySet[Conversation], *, span: timedelta) -> list[FunnelRow]:
    """Every source that said something, and every one that is not connected."""
    counted = _plain(said.values("source").annotate(**_counts()).order_by())
    counts = {row.pop("source"): row for row in counted}
    rows = [
        _source_row(source, counts.get(source.pk, {"received": 0}), span=span)
        for source in Source.objects.all()
    ]
    return sorted((row for row in rows if row.said), key=lambda row: -row.said)


def _source_row(source: Source, row: dict[str, Any], *, span: timedelta) -> FunnelRow:
    known = 0 if source.is_connected else round(source.monthly_volume * (span / MONTH))
    elsewhere = max(0, known - row["received"])
    return FunnelRow(name=source.name, key=source.slug, elsewhere=elsewhere, **row)


def _sum(rows: Sequence[FunnelRow]) -> FunnelRow:
    names = ["received", *STAGES, "unreachable", "elsewhere"]
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    return FunnelRow(name="", key="", **sums)


def _waits(said: QuerySet[Conversation]) -> dict[str, timedelta | None]:
    """From being received to each stage, half of them waited less."""
    return said.aggregate(
        **{stage: Median(F(f"{stage}_at") - F("received_at")) for stage in STAGES}
    )
