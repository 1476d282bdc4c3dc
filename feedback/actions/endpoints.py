import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.notices import notify
from community.models import Member
from community.models.notice import NoticeKind
from feedback.actions.announcements import announce
from feedback.egress import AddressRefused, parse
from feedback.errors import BadAddress
from feedback.models import Endpoint, Team
from feedback.secrets import new_secret, seal
from feedback.webhooks import PING

PATIENCE = timedelta(days=5)


def create_endpoint(
    *,
    name: str,
    url: str,
    team: Team | None = None,
    events: Sequence[str] = (),
    at: datetime | None = None,
) -> tuple[Endpoint, str]:
    """Open an endpoint; returns it and its secret, which is shown this once only.

    Raises BadAddress for an address or an event that Hearth does not send.
    """
    _require_address(url)
    if unknown := [event for event in events if event not in Endpoint.Event.values]:
        raise BadAddress(
            _("There is no event “%(name)s”. There are: %(all)s.")
            % {"name": unknown[0], "all": ", ".join(Endpoint.Event.values)}
        )
    secret = new_secret()
    endpoint = Endpoint.objects.create(
        name=name,
        url=url,
        team=team,
        events=list(events),
        sealed_secret=seal(secret),
        created_at=at or timezone.now(),
    )
    return endpoint, secret


def change_endpoint(
    endpoint: Endpoint,
    *,
    name: str,
    url: str,
    team: Team | None = None,
    events: Sequence[str] = (),
) -> Endpoint:
    """Change where an endpoint is and what it hears; its secret stays."""
    _require_address(url)
    endpoint.name, endpoint.url, endpoint.team = name, url, team
    endpoint.events = list(events)
    endpoint.save(update_fields=["name", "url", "team", "events"])
    return endpoint


def switch_off(
    endpoint: Endpoint, *, why: str = "", at: datetime | None = None
) -> Endpoint:
    """Send it nothing more, what is waiting included. Twice is once."""
    Endpoint.objects.live().filter(pk=endpoint.pk).update(
        disabled_at=at or timezone.now(), disabled_why=why[:200]
    )
    endpoint.refresh_from_db()
    return endpoint


def switch_on(endpoint: Endpoint) -> Endpoint:
    """Send to it again, with its failures forgiven."""
    Endpoint.objects.filter(pk=endpoint.pk).update(
        disabled_at=None, disabled_why="", failing_since=None
    )
    endpoint.refresh_from_db()
    return endpoint


def ping_endpoint(endpoint: Endpoint) -> None:
    """Send a test message; it is delivered like any other."""
    announce(
        PING,
        to=[endpoint],
        about=str(uuid.uuid4()),
        data={"endpoint": endpoint.pk, "name": endpoint.name},
    )


@transaction.atomic
def note_arrival(endpoint: Endpoint) -> None:
    """A success forgives what failed before."""
    Endpoint.objects.filter(pk=endpoint.pk).exclude(failing_since=None).update(
        failing_since=None
    )


@transaction.atomic
def note_failure(
    endpoint: Endpoint, *, is_gone: bool = False, at: datetime | None = None
) -> None:
    """Remember since when nothing arrives; after five days, or at 410, switch it off."""
    at = at or timezone.now()
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=Coalesce(F("failing_since"), Value(at))
    )
    endpoint.refresh_from_db()
    if endpoint.disabled_at or endpoint.failing_since is None:
        return
    if is_gone:
        _give_up(endpoint, why=_("The receiver says that it is gone (410)."), at=at)
    elif at - endpoint.failing_since >= PATIENCE:
        _give_up(endpoint, why=_("Nothing arrived for five days."), at=at)


def _give_up(endpoint: Endpoint, *, why: str, at: datetime) -> None:
    switch_off(endpoint, why=why, at=at)
    for administrator in Member.objects.present().filter(is_superuser=True):
        notify(
            administrator,
            NoticeKind.STAFF,
            title=_("The webhook endpoint “%(name)s” is switched off")
            % {"name": endpoint.name},
            text=_("%(why)s Switch it on again at the desk when it is repaired.")
            % {"why": why},
            url="/desk/",
            effect=f"endpoint-off:{endpoint.pk}:{at.timestamp()}",
            at=at,
        )


def _require_address(url: str) -> None:
    try:
        parse(url)
    except AddressRefused as refusal:
        raise BadAddress(
            _(
                "Hearth sends webhooks to https:// addresses on port 443 or 8443, "
                "without a name or password in them. “%(url)s” is not one."
            )
            % {"url": url[:200]}
        ) from refusal
