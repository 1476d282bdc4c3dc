import uuid
from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready
from django.core.management import call_command
from django.utils import timezone

from community.actions import deliveries, heartbeats, limits, standings


@shared_task
def hear_beat() -> None:
    heartbeats.hear("beat")
    heartbeats.hear("worker")


@worker_ready.connect
def hear_worker(**_kwargs: object) -> None:
    heartbeats.hear("worker")


@shared_task
def deliver_due() -> int:
    """Lease what is due and ring for each. The rows are the queue."""
    leased = deliveries.lease_due_deliveries()
    for delivery_id, lease in leased:
        deliver.delay(delivery_id, str(lease))
    return len(leased)


@shared_task
def deliver(delivery_id: int, lease: str) -> bool:
    return deliveries.deliver(delivery_id, uuid.UUID(lease))


@shared_task
def publish_standings() -> int:
    """Publish the standings as of the end of yesterday, in UTC."""
    yesterday = timezone.now().date() - timedelta(days=1)
    return standings.publish_standings(yesterday).pk


@shared_task
def clean_up() -> None:
    limits.forget_old_tallies()
    call_command("clearsessions")
