"""Whatever leaves the process: written as a row, leased, sent outside any transaction."""

import logging
import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from community.models import Attempt, Delivery
from community.once import insert_once
from community.outcome import Outcome
from community.quiet import is_quiet

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
# The example schedule of Standard Webhooks 1.0.0: ten attempts over 75 h 35 min.
WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
]
JITTER = 0.2
LEASE_DUE = """
UPDATE community_delivery SET state = 'leased', lease = gen_random_uuid(),
       leased_until = clock_timestamp() + make_interval(secs => %s)
WHERE id = ANY (ARRAY(  -- worked out once; IN may run again for each row
    SELECT id FROM community_delivery
    WHERE (state = 'waiting' AND due_at <= clock_timestamp())
       OR (state = 'leased' AND leased_until <= clock_timestamp())
    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING id, lease
"""
BEGIN = """
UPDATE community_delivery SET attempt_count = attempt_count + 1,
       leased_until = clock_timestamp() + make_interval(secs => %s)
WHERE id = %s AND lease = %s AND leased_until > clock_timestamp()
"""


def enqueue(
    channel: str,
    *,
    target: str,
    effect: str,
    payload: dict[str, Any],
    due_at: datetime | None = None,
) -> int | None:
    """Write down that something is to be sent; the same effect once only.

    Call it inside the transaction that is the reason. Returns the new row's key.
    """
    if is_quiet():
        return None
    now = timezone.now()
    delivery = insert_once(
        Delivery,
        channel=channel,
        target=target,
        effect=effect,
        payload=payload,
        due_at=due_at or now,
        created_at=now,
    )
    return delivery.pk if delivery else None


def lease_due_deliveries(*, limit: int = 100) -> list[tuple[int, uuid.UUID]]:
    """Lease what is due for a minute; a leased row is leased to nobody else.

    By the database's clock. What its holder never finished is due again.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEASE_DUE, [LEASE.total_seconds(), limit])
        return cursor.fetchall()


def deliver(delivery_id: int, lease: uuid.UUID) -> bool:
    """Send one leased delivery and write down how it went.

    The minute begins anew, and only now does the attempt count: one that queued for
    longer than its lease was none. Does nothing when the lease has ended or passed to
    somebody else. Returns whether it arrived.
    """
    if not _begin(delivery_id, lease):
        return False
    delivery = Delivery.objects.get(pk=delivery_id)
    started_at = timezone.now()
    outcome = _send(delivery)
    _record(delivery, outcome, started_at=started_at)
    return outcome.is_success


def retry(delivery: Delivery) -> None:
    """Send a delivery once more, now, with the same key."""
    Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.LEASED).update(
        state=Delivery.State.WAITING, due_at=timezone.now(), finished_at=None
    )


def _begin(delivery_id: int, lease: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [LEASE.total_seconds(), delivery_id, lease])
        return bool(cursor.rowcount)


def _send(delivery: Delivery) -> Outcome:
    """One bad row must not stop the others: whatever is raised is an outcome."""
    try:
        send = import_string(settings.DELIVERY_CHANNELS[delivery.channel])
        return send(delivery)
    except Exception as problem:
        log.exception("Delivery %s failed", delivery.pk)
        return Outcome(is_success=False, status=type(problem).__name__)


@transaction.atomic
def _record(delivery: Delivery, outcome: Outcome, *, started_at: datetime) -> None:
    now = timezone.now()
    changes = {"lease": None, "leased_until": None, **_next(delivery, outcome, now=now)}
    held = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)
    if not held.update(**changes):
        return
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempt_count,
        is_success=outcome.is_success,
        status=outcome.status[:40],
        detail=outcome.detail[:20_000],
        started_at=started_at,
        finished_at=now,
    )


def _next(delivery: Delivery, outcome: Outcome, *, now: datetime) -> dict[str, Any]:
    if outcome.is_success:
        return {"state": Delivery.State.DELIVERED, "finished_at": now}
    if outcome.is_final or delivery.attempt_count > len(WAITS):
        return {"state": Delivery.State.GIVEN_UP, "finished_at": now}
    wait = WAITS[delivery.attempt_count - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    wait = max(wait, outcome.retry_after or timedelta())
    return {"state": Delivery.State.WAITING, "due_at": now + wait}
