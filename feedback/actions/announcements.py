from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from community.actions.deliveries import enqueue
from community.quiet import is_quiet
from feedback.models import Endpoint, Team
from feedback.webhooks import message


def endpoints_for(event: str, *, team: Team | None) -> list[Endpoint]:
    """Who wants to hear of it; nobody while an import or the demo replays history."""
    if is_quiet():
        return []
    concerned = Q(team=None) | Q(team=team) if team else Q(team=None)
    return list(listeners(event).filter(concerned))


def listeners(event: str) -> QuerySet[Endpoint]:
    """Endpoints, of whatever team, that asked for the event or for all."""
    wanted = Q(events=[]) | Q(events__contains=[event])
    return Endpoint.objects.live().filter(wanted)


def announce(
    event: str,
    *,
    to: list[Endpoint],
    about: str,
    data: dict[str, Any],
    at: datetime | None = None,
) -> None:
    """Write a delivery for each endpoint; the same event about the same once only."""
    body = message(event, data, at=at or timezone.now())
    for endpoint in to:
        enqueue(
            "webhook",
            target=str(endpoint.pk),
            effect=f"webhook:{endpoint.pk}:{event}:{about}",
            payload=body,
        )
