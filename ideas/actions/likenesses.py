from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import MD5, Concat
from django.utils import timezone

from community.likeness import directions_of, encoder_name
from ideas.actions.twins import find_twins
from ideas.models import Idea, Likeness
from ideas.models.idea import Status

BATCH = 500
LATELY = timedelta(minutes=2)
ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('ideas.likeness'))"


def make_likenesses(
    *, since: datetime | None = None, seconds: float = 200, now: datetime | None = None
) -> int:
    """Make those that are missing, or of other words than the title's, with their twins.

    Of all ideas, or of those that changed `since`. Returns how many were made within about
    so many seconds; doing it again goes on where it ended, and then makes none. One at a
    time: who comes second leaves it to the first. Where no model can be loaded none is made.
    """
    now, count = now or timezone.now(), 0
    stale = _stale() if since is None else _stale().filter(updated_at__gte=since)
    end = timezone.now() + timedelta(seconds=seconds)
    last = 0
    while made := _make(stale.filter(pk__gt=last), at=now):
        count, last = count + len(made), made[-1]
        if timezone.now() >= end:
            break
    return count


def make_latest_likenesses(*, now: datetime | None = None) -> int:
    """The same for what was posted or changed in the last two minutes: nearly nothing to
    look at, so that a new post is known by what it means within seconds."""
    now = now or timezone.now()
    return make_likenesses(since=now - LATELY, seconds=20, now=now)


def _stale() -> Any:
    """Without a likeness, or with that of other words or of another encoder."""
    words = Concat(
        Value(f"{encoder_name()}\n"),
        F("conversation__headline"),
        output_field=CharField(),
    )
    return (
        Idea.objects.exclude(status=Status.HIDDEN)
        .annotate(wanted=MD5(words))
        .filter(Q(likeness=None) | ~Q(likeness__digest=F("wanted")))
        .order_by("pk")
    )


def _make(stale: Any, *, at: datetime) -> list[int]:
    """The next batch; returns their keys."""
    rows = list(stale.values_list("pk", "conversation__headline", "wanted")[:BATCH])
    vectors = directions_of([title for _pk, title, _digest in rows]) if rows else None
    if vectors is None:
        return []
    keys = [pk for pk, _title, _digest in rows]
    with transaction.atomic():
        if not _is_alone():
            return []
        Likeness.objects.bulk_create(
            [
                Likeness(idea_id=pk, vector=vector, digest=digest, made_at=at)
                for (pk, _title, digest), vector in zip(rows, vectors, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["idea"],
            update_fields=["vector", "digest", "made_at"],
        )
        find_twins(keys, at=at)
    return keys


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        return bool(cursor.fetchone()[0])
