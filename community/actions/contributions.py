from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from community.models import Contribution, Member

UPSERT = """
INSERT INTO community_contribution
  (member_id, kind, given_by_id, source, subject, thread, board_id, title, url, occurred_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT ON CONSTRAINT one_credit_per_source
DO UPDATE SET revoked_at = NULL, occurred_at = excluded.occurred_at
WHERE community_contribution.revoked_at IS NOT NULL
"""


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
        title[:160],
        url[:300],
        at or timezone.now(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, values)


def revoke(kind: str, *, source: str, at: datetime | None = None) -> int:
    """Take back what was credited for `source`; returns how many lines were live."""
    return (
        Contribution.objects.live()
        .filter(kind=kind, source=source)
        .update(revoked_at=at or timezone.now())
    )


def revoke_all(subject: str, *, at: datetime | None = None) -> int:
    """Take back everything credited for a piece of work that was found unfair."""
    return (
        Contribution.objects.live()
        .filter(subject=subject)
        .update(revoked_at=at or timezone.now())
    )


def join_thread(subject: str, *, thread: str) -> int:
    """Count what was credited for a piece of work under another's theme (or its own)."""
    return Contribution.objects.filter(subject=subject).update(thread=thread)
