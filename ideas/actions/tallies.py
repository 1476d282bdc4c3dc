"""Many judgements at once, exactly as if each had been cast or seen by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from community.models import Contribution
from ideas.models import Idea

CAST = """
INSERT INTO ideas_vote (idea_id, member_id, cast_at)
SELECT j.idea, j.member, j.at
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS j (idea, member, at)
JOIN ideas_idea i ON i.id = j.idea AND i.author_id <> j.member
ON CONFLICT DO NOTHING RETURNING idea_id, member_id, cast_at
"""
SEE = """
INSERT INTO ideas_seen (idea_id, member_id, seen_at)
SELECT j.idea, j.member, j.at
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::boolean[])
     AS j (idea, member, at, is_vote)
JOIN ideas_idea i ON i.id = j.idea AND (NOT j.is_vote OR i.author_id = j.member)
ON CONFLICT DO NOTHING RETURNING idea_id
"""
# Whoever voted for an idea and for what is folded into it counts once.
RECOUNT = """
UPDATE ideas_idea i SET updated_at = %(now)s, vote_count = (
    SELECT count(DISTINCT v.member_id)
    FROM ideas_vote v WHERE v.idea_id = ANY(ARRAY(
        SELECT m.id FROM ideas_idea m WHERE m.id = i.id OR m.merged_into_id = i.id)))
WHERE i.id = ANY(%(ideas)s)
"""


@dataclass(frozen=True)
class Judgement:
    """One member's vote for an idea, or that they saw it and did not vote."""

    idea: int
    member: int
    is_vote: bool
    at: datetime


@transaction.atomic
def take_judgements(judgements: Sequence[Judgement]) -> tuple[int, int]:
    """Write votes with what they earn, and who has seen what. Repeating changes nothing.

    A vote for one's own idea counts as seen. Closed ideas are taken too: the votes
    were cast when they were open. Keep merges out (see `import_folder`). Returns how
    many votes and how many seen were new.
    """
    votes = [each for each in judgements if each.is_vote]
    cast = _rows(CAST, _columns(_standing(votes)))
    seen = _rows(SEE, [*_columns(judgements), [each.is_vote for each in judgements]])
    _credit(cast)
    _recount({idea for idea, _member, _at in cast})
    return len(cast), len(seen)


def _standing(votes: list[Judgement]) -> list[Judgement]:
    """Without those that were taken back on the site: their ledger lines say so."""
    revoked = set(
        Contribution.objects.filter(
            kind=Contribution.Kind.ENDORSED,
            revoked_at__isnull=False,
            source__in=[_source(each.idea, each.member) for each in votes],
        ).values_list("source", flat=True)
    )
    return [each for each in votes if _source(each.idea, each.member) not in revoked]


def _source(idea: int, member: int) -> str:
    return f"ideas.vote:{idea}:{member}"


def _columns(judgements: Iterable[Judgement]) -> list[list[Any]]:
    rows = list(judgements)
    return [
        [each.idea for each in rows],
        [each.member for each in rows],
        [each.at for each in rows],
    ]


def _rows(statement: str, values: list[list[Any]]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _credit(votes: list[tuple[Any, ...]]) -> None:
    """What `cast_vote` credits to the author of each idea."""
    ideas = Idea.objects.select_related("conversation").in_bulk(
        {idea for idea, _member, _at in votes}
    )
    urls = {idea.pk: idea.get_absolute_url() for idea in ideas.values()}
    Contribution.objects.bulk_create(
        [
            Contribution(
                member_id=ideas[idea].author_id,
                kind=Contribution.Kind.ENDORSED,
                given_by_id=member,
                source=_source(idea, member),
                subject=ideas[idea].subject,
                thread=ideas[idea].theme,
                board_id=ideas[idea].board_id,
                title=ideas[idea].title[:160],
                url=urls[idea][:300],
                occurred_at=at,
            )
            for idea, member, at in votes
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )


def _recount(ideas: set[int]) -> None:
    """Lock first, so that the count sees whatever was cast before the lock."""
    touched = Idea.objects.filter(pk__in=ideas)
    targets = touched.exclude(merged_into=None).values_list("merged_into", flat=True)
    keys = sorted(ideas | {pk for pk in targets if pk})
    list(
        Idea.objects.select_for_update().filter(pk__in=keys).order_by("pk").values("pk")
    )
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"ideas": keys, "now": timezone.now()})
