"""The measures as the desk draws them: numbers into shapes and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.keeping import kept
from community.models import Source
from feedback.measures import FunnelRow, co_creators, funnel

MONTH = timedelta(days=30)
STOPS = [
    ("received", _("Received")),
    ("read", _("Read")),
    ("learned", _("Learned")),
    ("decided", _("Decided")),
    ("told", _("Told")),
]
WIDE, STEP, FOOT, HIGH = 62, 70, 58, 36


@dataclass(frozen=True)
class Stop:
    """One bar of the funnel, in units of the drawing, and its row in the table."""

    name: str
    count: int
    x: int
    wait: timedelta | None
    height: float

    @property
    def y(self) -> float:
        return FOOT - self.height

    @property
    def label_y(self) -> float:
        return self.y - 7


def measures_strip(now: datetime | None = None) -> dict[str, Any]:
    """What the desk opens on: the 30 days up to `now`, else up to at most a minute ago."""
    if now is None:
        return kept("measures", make=lambda: measures_strip(timezone.now()))
    last = funnel(now - MONTH, now)
    stops = stops_of(last.total, last.median_wait)
    return {
        "co_creators": co_creators(now),
        "funnel": last,
        "stops": stops,
        "flow": flow_of(stops),
        "unread": last.total.said - last.total.read,
        "waiting": last.total.received - last.total.read,
        "unconnected": list(Source.objects.filter(is_connected=False)),
    }


def stops_of(
    row: FunnelRow, waits: dict[str, timedelta | None] | None = None
) -> list[Stop]:
    counts = [getattr(row, name) for name, _label in STOPS]
    most = max([*counts, 1])
    return [
        Stop(
            name=str(label),
            count=counts[place],
            x=place * STEP,
            wait=(waits or {}).get(name),
            height=round(
                max(1.0 if counts[place] else 0.0, HIGH * counts[place] / most), 1
            ),
        )
        for place, (name, label) in enumerate(STOPS)
    ]


def flow_of(stops: Sequence[Stop]) -> str:
    """The outline that joins the bars, as an SVG path."""
    points = [f"{stop.x} {stop.y}H{stop.x + WIDE}" for stop in stops]
    return f"M0 {FOOT}V{stops[0].y}L" + "L".join(points) + f"V{FOOT}z"
