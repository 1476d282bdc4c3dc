from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from community.likeness import encoder
from community.models import Delivery, Heartbeat, StandingRun
from config.operating.doctor.finding import Finding
from config.operating.models import Measure

SILENT = timedelta(seconds=60)
LATE = timedelta(minutes=5)
A_NIGHT_MISSED = timedelta(hours=26)


def check_heartbeats() -> Iterator[Finding]:
    heard = dict(Heartbeat.objects.values_list("name", "heard_at"))
    remedies = {
        "worker": "celery -A config worker",
        "beat": "celery -A config beat, once in the whole installation",
    }
    for name, command in remedies.items():
        if (age := _age(heard.get(name))) is None or age > SILENT:
            told = "was never heard" if age is None else f"silent for {_words(age)}"
            yield Finding(f"{name} {told}", f"start it: {command}")


def check_deliveries() -> Iterator[Finding]:
    due = Delivery.objects.due(timezone.now())
    oldest = due.aggregate(oldest=Min("due_at"))["oldest"]
    if (age := _age(oldest)) and age > LATE:
        yield Finding(
            f"{due.count():,} are due, the oldest for {_words(age)}",
            "see that a worker and beat run; add workers if they do",
        )
    given_up = Delivery.objects.filter(
        state=Delivery.State.GIVEN_UP,
        finished_at__gte=timezone.now() - timedelta(days=7),
    ).count()
    if given_up:
        yield Finding(
            f"{given_up:,} were given up in the last week",
            "see why at the desk, under Deliveries, and send them again there",
            is_note=True,
        )


def check_drift() -> Iterator[Finding]:
    measures = Measure.objects.filter(name__startswith="drift.")
    for name, value, at in measures.values_list("name", "value", "measured_at"):
        if value:
            yield Finding(
                f"{value:.0f} of {name.removeprefix('drift.')} differed from their rows "
                f"on {at:%Y-%m-%d}, and were set right",
                "it is a bug of ours: report it with the log of that night",
            )
    latest = max(
        (at for *_, at in measures.values_list("name", "measured_at")), default=None
    )
    if (age := _age(latest)) and age > A_NIGHT_MISSED:
        yield Finding(f"last compared {_words(age)} ago", "see that beat runs at night")


def check_standings() -> Iterator[Finding]:
    run = StandingRun.objects.filter(is_current=True).first()
    if run is None:
        yield Finding("none yet", "they come in the night", is_note=True)
    elif (age := _age(run.created_at)) and age > A_NIGHT_MISSED:
        yield Finding(
            f"are {_words(age)} old",
            "see that beat runs; manage.py surface_contributors makes them now",
        )


def check_likeness() -> Iterator[Finding]:
    if encoder() is None:
        yield Finding(
            "no model tells which posts say the same; their spelling does",
            "the log says why: install requirements.lock, or mend LIKENESS_ENCODER",
        )


def _age(at: datetime | None) -> timedelta | None:
    return timezone.now() - at if at else None


def _words(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if seconds < 180:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 10_800 else f"{seconds // 3600} h"
