from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from ideas.models import Idea
from ideas.models.idea import LISTED
from ideas.ranking import best, needs_votes, trending, trust_capped

LATELY = timedelta(days=30)
BATCH = 2_000
FIRST = 300
# Voters of an idea are distinct members who voted for it or for what is folded into it.
COUNTS = """
WITH family AS (
    SELECT id AS root, id AS idea FROM ideas_idea WHERE id = ANY(%(ideas)s)
    UNION ALL
    SELECT merged_into_id, id FROM ideas_idea WHERE merged_into_id = ANY(%(ideas)s)
), person AS (
    SELECT root, member_id, max(cast_at) AS voted_at FROM (
        SELECT f.root, v.member_id, v.cast_at
        FROM family f JOIN ideas_vote v ON v.idea_id = f.idea
        UNION ALL
        SELECT idea_id, member_id, NULL FROM ideas_seen WHERE idea_id = ANY(%(ideas)s)
    ) judged GROUP BY root, member_id
), tally AS (
    SELECT p.root, count(*) FILTER (WHERE voted AND trusted) AS trusted,
           count(*) FILTER (WHERE voted AND NOT trusted) AS others,
           count(*) FILTER (WHERE lately AND trusted) AS trusted_lately,
           count(*) FILTER (WHERE lately AND NOT trusted) AS others_lately,
           count(*) FILTER (WHERE NOT voted) AS only_seen
    FROM person p JOIN community_member m ON m.id = p.member_id
    CROSS JOIN LATERAL (SELECT p.voted_at IS NOT NULL AS voted,
        coalesce(p.voted_at >= %(since)s, FALSE) AS lately,
        m.verified_at IS NOT NULL AS trusted) is_a
    GROUP BY p.root
), talk AS (
    SELECT c.idea_id AS root, count(*) AS comments FROM ideas_comment c
    JOIN community_conversation k ON k.id = c.conversation_id AND NOT k.is_hidden
    WHERE c.idea_id = ANY(%(ideas)s) AND c.created_at >= %(since)s
    GROUP BY c.idea_id
)
SELECT i.id, i.created_at, coalesce(t.trusted, 0), coalesce(t.others, 0),
       coalesce(t.trusted_lately, 0), coalesce(t.others_lately, 0),
       coalesce(t.only_seen, 0), coalesce(k.comments, 0)
FROM ideas_idea i LEFT JOIN tally t ON t.root = i.id
LEFT JOIN talk k ON k.root = i.id
WHERE i.id = ANY(%(ideas)s)
"""
WRITE = """
UPDATE ideas_idea i SET best = r.best, trending = r.trending, needs = r.needs
FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::float8[])
    AS r (id, best, trending, needs)
WHERE i.id = r.id AND (i.best, i.trending, i.needs)
    IS DISTINCT FROM (r.best, r.trending, r.needs)
"""


def refresh_rank(idea: Idea, *, now: datetime | None = None) -> None:
    """Work out where an idea stands; doing it again changes nothing but its age."""
    _refresh([idea.pk], now=now or timezone.now())


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


def _refresh(ideas: list[int], *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"ideas": ideas, "since": now - LATELY})
        ranks = sorted(_rank(row, now=now) for row in cursor.fetchall())
        if ranks:
            cursor.execute(WRITE, [list(column) for column in zip(*ranks, strict=True)])


def _rank(row: Iterable[Any], *, now: datetime) -> tuple[int, float, float, float]:
    pk, created_at, trusted, others, trusted_lately, others_lately, seen, comments = row
    fresh = trust_capped(trusted_lately, others_lately)
    hours = max(0.0, (now - created_at).total_seconds() / 3600)
    votes = trust_capped(trusted, others)
    return (
        pk,
        best(votes, seen),
        trending(fresh, comments, hours),
        needs_votes(votes, seen),
    )
