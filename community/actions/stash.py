"""A file that was looked at waits here, sealed, for a word what to do with it."""

import secrets

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from community.models import Member
from community.seals import seal, unseal

PURPOSE = "stash"
AN_HOUR = 3600  # seconds
LARGEST = 20_000_000  # bytes


def put_aside(text: str, *, by: Member) -> str:
    """Keep it for an hour, for nobody else. Returns the token that brings it back."""
    token = secrets.token_urlsafe(16)
    cache.set(_key(token, by), seal(text, purpose=PURPOSE), AN_HOUR)
    return token


def bring_back(token: str, *, by: Member) -> str | None:
    """What was put aside; None after an hour, once it is forgotten, and for others."""
    sealed = cache.get(_key(token, by))
    return unseal(sealed, purpose=PURPOSE) if sealed else None


def forget(token: str, *, by: Member) -> None:
    cache.delete(_key(token, by))


def forget_what_expired() -> None:
    """Delete what nobody came back for; the cache itself does it only when it is full."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [timezone.now()])


def _key(token: str, by: Member) -> str:
    return f"stash:{by.pk}:{token[:40]}"
