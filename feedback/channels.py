"""Webhooks by Standard Webhooks 1.0.0, as a channel of the community's deliveries."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db.models import QuerySet
from django.utils import timezone
from standardwebhooks import Webhook

from community.asked_often import asked_often
from community.models import Delivery
from community.outcome import Outcome
from feedback import egress
from feedback.actions.endpoints import note_arrival, note_failure
from feedback.models import Endpoint
from feedback.secrets import unseal

LONGEST_WAIT = timedelta(hours=24)
KEPT = 4000


@asked_often
def live_endpoint(pk: int) -> QuerySet[Endpoint]:
    return Endpoint.objects.live().filter(pk=pk)


def send_webhook(delivery: Delivery) -> Outcome:
    """Post the payload, signed, to the endpoint whose key is the target.

    2xx arrived; 410 switches the endpoint off; everything else (a redirect too) is
    tried again, after `Retry-After` where a busy receiver asks for it.
    """
    endpoint = live_endpoint(int(delivery.target))
    if endpoint is None:
        return Outcome(is_success=False, status="switched off", is_final=True)
    body = body_of(delivery)
    try:
        headers = sign(endpoint, delivery, body, at=timezone.now())
        reply = egress.post(endpoint.url, body=body, headers=headers)
    except (egress.AddressRefused, egress.Unreachable, egress.NoAnswer) as problem:
        note_failure(endpoint)
        return Outcome(is_success=False, status=WORDS[type(problem)])
    return _judge(endpoint, reply)


def body_of(delivery: Delivery) -> bytes:
    """The same bytes in every attempt."""
    return json.dumps(
        delivery.payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def sign(
    endpoint: Endpoint, delivery: Delivery, body: bytes, *, at: datetime
) -> dict[str, str]:
    """The headers of one attempt: the id stays, the time is the attempt's."""
    key = str(delivery.key)
    webhook = Webhook(unseal(endpoint.sealed_secret))
    return {
        "webhook-id": key,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": webhook.sign(key, at.astimezone(UTC), body.decode()),
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": "Hearth-Webhooks/1",
    }


def wait_asked_for(header: str, *, now: datetime) -> timedelta | None:
    """`Retry-After` in seconds or as a date, at most a day; None if it says nothing."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return min(timedelta(seconds=min(int(header[:9]), 10**8)), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_WAIT)


def _judge(endpoint: Endpoint, reply: egress.Reply) -> Outcome:
    detail = reply.body[:KEPT].decode("utf-8", "replace").replace("\x00", "")
    status = str(reply.status)
    if 200 <= reply.status < 300:
        if endpoint.failing_since:
            note_arrival(endpoint)
        return Outcome(is_success=True, status=status, detail=detail)
    note_failure(endpoint, is_gone=reply.status == 410)
    wait = None
    if reply.status in {429, 503}:
        header = reply.headers.get("retry-after", "")
        wait = wait_asked_for(header, now=timezone.now())
    return Outcome(
        is_success=False,
        status=status,
        detail=detail,
        retry_after=wait,
        is_final=reply.status == 410,
    )


WORDS: dict[type[Exception], str] = {
    egress.AddressRefused: "address refused",
    egress.Unreachable: "unreachable",
    egress.NoAnswer: "no answer",
}
