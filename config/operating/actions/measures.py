"""Figures worked out now and then by a task, and kept for whoever asks."""

from collections.abc import Mapping

from django.db.models import Count
from django.utils import timezone

from community.models import Delivery
from config.operating.models import Measure
from ideas.actions.counts import repair_counts


def measure_deliveries() -> None:
    """How many deliveries are in each state; reads them all."""
    by_state = Delivery.objects.values_list("state").annotate(n=Count("pk"))
    keep("deliveries", {str(state): 0 for state in Delivery.State} | dict(by_state))


def measure_drift() -> None:
    """Set right the counts that differ from their rows, and keep how many did."""
    keep("drift", repair_counts())


def keep(kind: str, values: Mapping[str, float]) -> None:
    now = timezone.now()
    for name, value in values.items():
        Measure.objects.update_or_create(
            name=f"{kind}.{name}", defaults={"value": value, "measured_at": now}
        )
