from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db.models.functions import Now
from django.utils import timezone

from community.actions.limits import pass_door
from community.browsers import Browser
from community.models import Member, Session
from community.sessions import SessionStore, row_key_of

ROUGHLY = timedelta(hours=1)


def name_device(session: SessionBase, *, agent: str) -> None:
    """Write down which browser on which system signed in, and nothing else it says."""
    browser = Browser.of(agent)
    named = Session.objects.filter(session_key=row_key_of(session))
    named.update(browser=browser.name, system=browser.system)


def see_device(session: SessionBase, *, agent: str) -> None:
    """Note that a browser is still used; written at most once an hour."""
    row = session.row if isinstance(session, SessionStore) else None
    until = timezone.now() - ROUGHLY
    if row is None or row.last_seen_at > until:
        return
    browser = Browser.of(agent)
    Session.objects.filter(pk=row.pk, last_seen_at__lte=until).update(
        last_seen_at=Now(), browser=browser.name, system=browser.system
    )


def end_device(member: Member, *, handle: str) -> bool:
    """Sign one browser of the member's out, at once; returns whether there was one.

    Raises TooOften.
    """
    pass_door("devices", member=member)
    found = [row.pk for row in member.sessions.all() if row.handle == handle]
    return bool(Session.objects.filter(pk__in=found).delete()[0])


def end_other_devices(member: Member, *, here: SessionBase) -> int:
    """Sign the member out everywhere but here; returns how many ended. Raises TooOften."""
    pass_door("devices", member=member)
    return member.sessions.exclude(pk=row_key_of(here)).delete()[0]
