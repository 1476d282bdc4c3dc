"""What Prometheus is told: requests, and five questions to the database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from community.broker import length
from community.models import Heartbeat, StandingRun
from config.operating import requests
from config.operating.models import Measure
from ideas.models import Unranked

BACKLOG = """
SELECT count(*) FILTER (WHERE is_due), count(*),
       extract(epoch FROM clock_timestamp() - min(due_at) FILTER (WHERE is_due))
FROM (SELECT due_at, CASE state WHEN 'leased' THEN leased_until ELSE due_at END
             <= clock_timestamp() AS is_due
      FROM community_delivery WHERE state IN ('waiting', 'leased')) d
"""


def text() -> bytes:
    """Everything, in Prometheus' text format."""
    ours = CollectorRegistry()
    ours.register(House())
    return generate_latest(requests.registry()) + generate_latest(ours)


class House(Collector):
    """Asked anew each time; the same for every web process."""

    def describe(self) -> list[Metric]:
        return []  # else registering would ask the database

    def collect(self) -> Iterator[Metric]:
        yield from _broker()
        try:
            found = [*_backlog(), *_places(), *_heard(), *_standing(), *_measured()]
        except DatabaseError:
            yield _gauge("database_up", "Whether PostgreSQL answers.", 0)
        else:
            yield _gauge("database_up", "Whether PostgreSQL answers.", 1)
            yield from found


def _broker() -> Iterator[Metric]:
    waiting = length(settings.CELERY_TASK_DEFAULT_QUEUE)
    yield _gauge(
        "broker_up", "Whether the broker answers.", 0 if waiting is None else 1
    )
    yield _gauge("broker_messages", "Messages waiting for a worker.", waiting or 0)


def _backlog() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(BACKLOG)
        due, open_, oldest = cursor.fetchone() or (0, 0, None)
    yield _gauge(
        "deliveries_due", "Deliveries that should be on their way by now.", due
    )
    yield _gauge("deliveries_open", "Deliveries not finished, due or later.", open_)
    yield _gauge(
        "deliveries_oldest_due_seconds",
        "How long the oldest due delivery has waited.",
        float(oldest or 0),
    )


def _places() -> Iterator[Metric]:
    yield _gauge(
        "places_waiting",
        "Changes after which a post's place was not worked out yet.",
        Unranked.objects.count(),
    )


def _heard() -> Iterator[Metric]:
    ages = GaugeMetricFamily(
        "hearth_heard_timestamp_seconds",
        "When a background process was last heard from.",
        labels=["process"],
    )
    for name, heard_at in Heartbeat.objects.values_list("name", "heard_at"):
        ages.add_metric([name], heard_at.timestamp())
    yield ages


def _standing() -> Iterator[Metric]:
    run = StandingRun.objects.filter(is_current=True).values_list("created_at").first()
    if run:
        yield _gauge(
            "standing_run_timestamp_seconds",
            "When the standings in force were worked out.",
            run[0].timestamp(),
        )


def _measured() -> Iterator[Metric]:
    families = {
        "deliveries": GaugeMetricFamily(
            "hearth_deliveries",
            "Deliveries by state, counted every five minutes.",
            labels=["state"],
        ),
        "drift": GaugeMetricFamily(
            "hearth_drift",
            "Stored counts that differed from their rows when last set right.",
            labels=["count"],
        ),
    }
    times = GaugeMetricFamily(
        "hearth_measured_timestamp_seconds",
        "When a figure that a task works out was last worked out.",
        labels=["figure"],
    )
    for name, value, at in _measures():
        kind, _, label = name.partition(".")
        families[kind].add_metric([label], value)
        times.add_metric([name], at.timestamp())
    yield from [*families.values(), times]


def _measures() -> list[tuple[str, float, datetime]]:
    return list(Measure.objects.values_list("name", "value", "measured_at"))


def _gauge(name: str, told: str, value: Any) -> Metric:
    return GaugeMetricFamily(f"hearth_{name}", told, value=value)
