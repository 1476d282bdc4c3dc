"""What members made of posts, as far as places in lists depend on it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from ideas.ranking import best, expected, needs_votes, trending, trust_capped

LATELY = timedelta(days=30)
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
        m.verified_at IS NOT NULL AND m.is_active AS trusted) is_a
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


@dataclass(frozen=True)
class Judgements:
    """How many members voted for a post, or looked without a vote, and since when.

    `trusted` are confirmed customers, `lately` is 30 days until the moment asked for.
    """

    idea: int
    created_at: datetime
    trusted: int
    others: int
    trusted_lately: int
    others_lately: int
    seen: int
    comments_lately: int

    @property
    def votes(self) -> float:
        """Votes that count."""
        return trust_capped(self.trusted, self.others)

    @property
    def others_counted(self) -> float:
        """What the votes of those nobody vouches for add."""
        return self.votes - self.trusted

    @property
    def votes_lately(self) -> float:
        return trust_capped(self.trusted_lately, self.others_lately)

    def expected(self) -> float:
        return expected(self.votes, self.seen)

    def best(self) -> float:
        return best(self.votes, self.seen)

    def trending(self, *, now: datetime) -> float:
        hours = max(0.0, (now - self.created_at).total_seconds() / 3600)
        return trending(self.votes_lately, self.comments_lately, hours)

    def needs(self) -> float:
        return needs_votes(self.votes, self.seen)


def judgements_of(ideas: Collection[int], *, now: datetime) -> Iterator[Judgements]:
    """In one query, of each of the ideas that there is; not in any order."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"ideas": list(ideas), "since": now - LATELY})
        yield from (Judgements(*row) for row in cursor.fetchall())
