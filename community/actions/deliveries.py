"""Whatever leaves the process: written as a row, leased, sent outside any transaction."""

import json
import logging
import random
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from community.asked_often import prepared_cursor
from community.models import Delivery
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
# What fails together: the mail server, or one endpoint.
LANE = "CASE channel WHEN 'mail' THEN 'mail' ELSE channel || ':' || target END"
DUE = """(state = 'waiting' AND due_at <= clock_timestamp()
          OR state = 'leased' AND leased_until <= clock_timestamp())"""
LEASE_DUE = f"""
WITH near AS (
    SELECT id, due_at, {LANE} AS lane FROM community_delivery
    WHERE {DUE} AND {LANE} <> ALL (%(closed)s)
    ORDER BY due_at, id LIMIT 4 * %(limit)s),
fair AS (
    SELECT id, due_at, lane,
           row_number() OVER (PARTITION BY lane ORDER BY due_at, id) AS place FROM near)
UPDATE community_delivery SET state = 'leased', lease = gen_random_uuid(),
       leased_until = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE id = ANY (ARRAY(  -- worked out once; IN may run again for each row
    SELECT id FROM community_delivery WHERE {DUE} AND id IN (
        SELECT id FROM fair
        WHERE place <= CASE WHEN lane = ANY (%(doubtful)s) THEN 1 ELSE %(each)s END
        ORDER BY due_at, id LIMIT %(limit)s)
    ORDER BY due_at, id FOR UPDATE SKIP LOCKED))
RETURNING id, lease, {LANE}
"""  # noqa: S608 - of our own words only
GIVE_BACK = """
UPDATE community_delivery SET state = 'waiting', lease = NULL, leased_until = NULL
WHERE id = ANY (%s) AND lease = ANY (%s)
"""
BEGIN = """
UPDATE community_delivery SET attempt_count = attempt_count + 1,
       leased_until = clock_timestamp() + make_interval(secs => %s)
WHERE id = %s AND lease = %s AND leased_until > clock_timestamp()
RETURNING id, key, channel, target, effect, payload, lease, attempt_count
"""
RECORD = """
WITH held AS (
    UPDATE community_delivery SET lease = NULL, leased_until = NULL, state = %(state)s,
           due_at = coalesce(clock_timestamp() + %(wait)s, due_at),
           finished_at = CASE WHEN %(wait)s IS NULL THEN clock_timestamp() END
    WHERE id = %(id)s AND lease = %(lease)s RETURNING id, attempt_count)
INSERT INTO community_attempt
  (delivery_id, number, is_success, status, detail, started_at, finished_at)
SELECT id, attempt_count, %(is_success)s, %(status)s, %(detail)s,
       clock_timestamp() - %(took)s, clock_timestamp() FROM held
"""


class Leased(NamedTuple):
    """A delivery that is ours for a minute."""

    pk: int
    lease: uuid.UUID
    lane: str


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
    delivery = insert_once(
        Delivery,
        channel=channel,
        target=target,
        effect=effect,
        payload=payload,
        due_at=due_at or Now(),
        created_at=Now(),
    )
    return delivery.pk if delivery else None


def lease(
    limit: int,
    *,
    each: int | None = None,
    closed: Sequence[str] = (),
    doubtful: Sequence[str] = (),
) -> list[Leased]:
    """Lease what is due for a minute; a leased row is leased to nobody else.

    By the database's clock. What its holder never finished is due again. At most `each`
    a lane, none of a closed one, one of a doubtful one.
    """
    values: dict[str, Any] = {
        "limit": limit,
        "each": each or limit,
        "closed": list(closed),
        "doubtful": list(doubtful),
        "seconds": LEASE.total_seconds(),
    }
    with connection.cursor() as cursor:
        cursor.execute(LEASE_DUE, values)
        return [Leased(*row) for row in cursor.fetchall()]


def lease_due_deliveries(*, limit: int = 100) -> list[tuple[int, uuid.UUID]]:
    """Lease whatever is due, the longest waiting first."""
    return [(one.pk, one.lease) for one in lease(limit)]


def give_back(leased: Sequence[Leased]) -> None:
    """What was not begun is due at once."""
    with connection.cursor() as cursor:
        keys = [one.pk for one in leased], [one.lease for one in leased]
        cursor.execute(GIVE_BACK, keys)


def deliver(delivery_id: int, lease: uuid.UUID) -> bool:
    """Send one leased delivery; returns whether it arrived."""
    outcome = attempt(delivery_id, lease)
    return outcome is not None and outcome.is_success


def attempt(delivery_id: int, lease: uuid.UUID) -> Outcome | None:
    """Send one leased delivery and write down how it went.

    The minute begins anew, and only now does the attempt count: one that queued for
    longer than its lease was none. Does nothing (None) when the lease has ended or
    passed to somebody else. A database that is away while a receiver answers is waited
    for, so that its answer is not lost.
    """
    delivery = _begin(delivery_id, lease)
    if delivery is None:
        return None
    began = time.monotonic()
    outcome = _send(delivery)
    took = timedelta(seconds=time.monotonic() - began)
    outlast(lambda: _record(delivery, outcome, took=took))
    return outcome


def outlast(write: Callable[[], None]) -> None:
    """Repeat a write until the database is back, for half a lease at the most."""
    ends_at = time.monotonic() + LEASE.total_seconds() / 2
    while True:
        try:
            write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > ends_at:
                raise
            connection.close()
            time.sleep(0.5)
        else:
            return


def retry(delivery: Delivery) -> None:
    """Send a delivery once more, now, with the same key."""
    Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.LEASED).update(
        state=Delivery.State.WAITING, due_at=Now(), finished_at=None
    )


def _begin(delivery_id: int, lease: uuid.UUID) -> Delivery | None:
    with prepared_cursor() as cursor:
        cursor.execute(BEGIN, [LEASE.total_seconds(), delivery_id, lease])
        row = cursor.fetchone()
        if row is None:
            return None
        said = dict(zip((one.name for one in cursor.description), row, strict=True))
    said["payload"] = json.loads(said["payload"])
    return Delivery.from_db("default", list(said), list(said.values()))


def _send(delivery: Delivery) -> Outcome:
    """One bad row must not stop the others: whatever is raised is an outcome, but a
    database that is away, which says nothing about the receiver."""
    try:
        send = import_string(settings.DELIVERY_CHANNELS[delivery.channel])
        return send(delivery)
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        log.exception("Delivery %s failed", delivery.pk)
        return Outcome(is_success=False, status=type(problem).__name__)


def _record(delivery: Delivery, outcome: Outcome, *, took: timedelta) -> None:
    """State and attempt in one statement, by the database's clock."""
    state, wait = _next(delivery, outcome)
    values: dict[str, Any] = {
        "id": delivery.pk,
        "lease": delivery.lease,
        "state": state,
        "wait": wait,
        "took": took,
        "is_success": outcome.is_success,
        "status": outcome.status[:40],
        "detail": outcome.detail[:20_000],
    }
    with prepared_cursor() as cursor:
        cursor.execute(RECORD, values)


def _next(delivery: Delivery, outcome: Outcome) -> tuple[str, timedelta | None]:
    """The state that follows, and how long to wait if it is to be tried again."""
    if outcome.is_success:
        return Delivery.State.DELIVERED, None
    if outcome.is_final or delivery.attempt_count > len(WAITS):
        return Delivery.State.GIVEN_UP, None
    wait = WAITS[delivery.attempt_count - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    return Delivery.State.WAITING, max(wait, outcome.retry_after or timedelta())
