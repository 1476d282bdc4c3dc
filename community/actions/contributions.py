from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from community.models import Contribution, Member

CREDIT = "SELECT community_credit(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
REVOKE = "SELECT community_revoke(%s, %s, %s)"


def credit(  # noqa: PLR0913 - a line of the ledger has this many columns
    member_id: int,
    kind: str,
    *,
    source: str,
    given_by: Member | None = None,
    subject: str = "",
    thread: str = "",
    board_id: int | None = None,
    title: str = "",
    url: str = "",
    at: datetime | None = None,
) -> None:
    """Write a contribution into the ledger; crediting again revives a revoked one."""
    values: list[Any] = [
        member_id,
        kind,
        given_by.pk if given_by else None,
        source,
        subject,
        thread,
        board_id,
        title,
        url,
        at or timezone.now(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(CREDIT, values)


def revoke(kind: str, *, source: str, at: datetime | None = None) -> int:
    """Take back what was credited for `source`; returns how many lines were live."""
    with connection.cursor() as cursor:
        cursor.execute(REVOKE, [kind, source, at or timezone.now()])
        return int(cursor.fetchone()[0])


def revoke_all(subject: str, *, at: datetime | None = None) -> int:
    """Take back everything credited for a piece of work that was found unfair."""
    return (
        Contribution.objects.live()
        .filter(subject=subject)
        .update(revoked_at=at or timezone.now())
    )


def revive_all(subject: str, *, revoked_at: datetime) -> int:
    """Give back what was taken back for a piece of work at that moment."""
    lines = Contribution.objects.filter(subject=subject, revoked_at=revoked_at)
    return lines.update(revoked_at=None)


def join_thread(subject: str, *, thread: str) -> int:
    """Count what was credited for a piece of work under another's theme (or its own)."""
    return Contribution.objects.filter(subject=subject).update(thread=thread)
