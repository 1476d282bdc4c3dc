from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from ideas.judgements import judgements_of
from ideas.models import Idea
from ideas.models.idea import LISTED

BATCH = 2_000
FIRST = 300
# One at a time, from counting until it is written, so that no older count comes last.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('ideas.place'))"
# What wrote these rows is committed, so that whoever counts afterwards sees it.
TAKE = """
DELETE FROM ideas_unranked WHERE id IN (
    SELECT id FROM ideas_unranked ORDER BY id LIMIT %s)
RETURNING idea_id
"""
WRITE = """
UPDATE ideas_idea i SET best = r.best, trending = r.trending, needs = r.needs
FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::float8[])
    AS r (id, best, trending, needs)
WHERE i.id = r.id AND (i.best, i.trending, i.needs)
    IS DISTINCT FROM (r.best, r.trending, r.needs)
"""


def place_unranked(*, now: datetime | None = None) -> int:
    """Work out anew where those stand whose votes, voters or talk have changed since.

    Returns how many. What fails stays to be done.
    """
    now, count = now or timezone.now(), 0
    while placed := _place_some(now=now):
        count += placed
    return count


@transaction.atomic
def _place_some(*, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(TAKE, [BATCH])
        ideas = sorted({idea for (idea,) in cursor.fetchall()})
    _refresh(ideas, now=now)
    return len(ideas)


def refresh_trending(*, now: datetime | None = None) -> int:
    """Let the first of what trends fade. Returns how many were looked at.

    Without news an idea only ever falls, so that whoever should stand among the first
    already does, or gets there when those before it have fallen.
    """
    listed = Idea.objects.filter(status__in=LISTED).order_by("-trending", "-pk")
    first = list(listed.values_list("pk", flat=True)[:FIRST])
    _refresh(first, now=now or timezone.now())
    return len(first)


def refresh_ranks(*, now: datetime | None = None) -> int:
    """Work out anew where every listed idea stands. Returns how many."""
    now, count = now or timezone.now(), 0
    listed = Idea.objects.filter(status__in=LISTED).order_by("pk")
    keys = listed.values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while batch := list(islice(keys, BATCH)):
        _refresh(batch, now=now)
        count += len(batch)
    return count


@transaction.atomic
def _refresh(ideas: list[int], *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        places = sorted(
            (each.idea, each.best(), each.trending(now=now), each.needs())
            for each in judgements_of(ideas, now=now)
        )
        if places:
            columns = [list(column) for column in zip(*places, strict=True)]
            cursor.execute(WRITE, columns)
