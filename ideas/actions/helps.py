"""Many helpful marks at once, exactly as if each had been made by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from community.models import Contribution
from ideas.models import Comment

MARK = """
INSERT INTO ideas_helpful (comment_id, member_id, marked_at)
SELECT j.comment, j.member, j.at
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS j (comment, member, at)
JOIN ideas_comment c ON c.id = j.comment AND c.author_id <> j.member
ON CONFLICT DO NOTHING RETURNING comment_id, member_id, marked_at
"""
COUNT = """
UPDATE ideas_comment c SET helpful_count = helpful_count + n.marks
FROM (SELECT id, count(*) AS marks FROM unnest(%s::bigint[]) AS t (id) GROUP BY id) n
WHERE c.id = n.id
"""


@dataclass(frozen=True)
class Mark:
    """One member's word that a comment helped."""

    comment: int
    member: int
    at: datetime


@transaction.atomic
def take_marks(marks: Sequence[Mark]) -> int:
    """Write helpful marks with what they earn; returns how many were new.

    Marks for one's own comments are left out. Repeating changes nothing.
    """
    columns: list[list[Any]] = [
        [mark.comment for mark in marks],
        [mark.member for mark in marks],
        [mark.at for mark in marks],
    ]
    with connection.cursor() as cursor:
        cursor.execute(MARK, columns)
        made = cursor.fetchall()
        cursor.execute(COUNT, [[comment for comment, _member, _at in made]])
    _credit(made)
    return len(made)


def _credit(made: list[tuple[Any, ...]]) -> None:
    """What `mark_helpful` credits to the author of each comment."""
    rows = Comment.objects.select_related(
        "author", "conversation", "idea__conversation"
    )
    comments = rows.in_bulk({comment for comment, _member, _at in made})
    lines = [
        _line(comments[comment], member, at=at)
        for comment, member, at in made
        if not comments[comment].author.is_staff
    ]
    Contribution.objects.bulk_create(lines, ignore_conflicts=True, batch_size=1_000)


def _line(comment: Comment, member: int, *, at: datetime) -> Contribution:
    return Contribution(
        member_id=comment.author_id,
        kind=Contribution.Kind.HELPED,
        given_by_id=member,
        source=f"ideas.helpful:{comment.pk}:{member}",
        subject=f"ideas.comment:{comment.pk}",
        thread=f"ideas.idea:{comment.idea_id}",
        board_id=comment.idea.board_id,
        title=comment.conversation.headline[:160],
        url=comment.get_absolute_url()[:300],
        occurred_at=at,
    )
