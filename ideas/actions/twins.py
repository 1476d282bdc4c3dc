from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from community.models import Board, Member
from ideas.likeness import MEANING, SAME, SPELLING
from ideas.models import Twin
from ideas.models.idea import LISTED

NEAREST = 8  # posts that each new or changed one is held against
OPEN_TO_ALL = [Board.Visibility.PUBLIC, Board.Visibility.MEMBERS]
# Who is told that a post was folded in reads the title of the other: both stand on one
# board, or on boards that every member sees.
FIND = """
INSERT INTO ideas_twin (one_id, other_id, score, found_at)
SELECT one, other, max(score), %(at)s
FROM (
    SELECT least(mine.idea_id, near.idea_id) AS one,
        greatest(mine.idea_id, near.idea_id) AS other,
        %(meaning)s * (1 - near.distance)
            + %(spelling)s * similarity(my_words.headline, words.headline) AS score
    FROM ideas_likeness mine
    JOIN ideas_idea me ON me.id = mine.idea_id AND me.status = ANY(%(listed)s)
    JOIN community_board my_board ON my_board.id = me.board_id
    JOIN community_conversation my_words ON my_words.id = me.conversation_id
    CROSS JOIN LATERAL (
        SELECT known.idea_id, idea.conversation_id, known.vector <=> mine.vector AS distance
        FROM ideas_likeness known
        JOIN ideas_idea idea ON idea.id = known.idea_id AND idea.status = ANY(%(listed)s)
        JOIN community_board board ON board.id = idea.board_id AND (board.id = me.board_id
            OR board.visibility = ANY(%(open)s) AND my_board.visibility = ANY(%(open)s))
        ORDER BY known.vector <=> mine.vector LIMIT %(nearest)s
    ) near
    JOIN community_conversation words ON words.id = near.conversation_id
    WHERE mine.idea_id = ANY(%(ideas)s) AND near.idea_id <> mine.idea_id
) pair
WHERE score >= %(same)s
GROUP BY one, other ORDER BY one, other
ON CONFLICT (one_id, other_id) DO UPDATE SET score = excluded.score
    WHERE ideas_twin.told_apart_at IS NULL
"""


@transaction.atomic
def find_twins(ideas: Sequence[int], *, at: datetime | None = None) -> None:
    """Suggest what these seem to repeat, instead of what they seemed to before.

    Pairs that somebody told apart stay as they are.
    """
    pairs = Twin.objects.filter(Q(one__in=ideas) | Q(other__in=ideas))
    pairs.filter(told_apart_at=None).delete()
    given: dict[str, Any] = {
        "ideas": list(ideas),
        "at": at or timezone.now(),
        "meaning": MEANING,
        "spelling": SPELLING,
        "same": SAME,
        "nearest": NEAREST,
        "listed": [str(status) for status in LISTED],
        "open": [str(visibility) for visibility in OPEN_TO_ALL],
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, given)


def tell_apart(twin: Twin, *, by: Member, at: datetime | None = None) -> None:
    """These two are not the same, and are never suggested again. The first word stands."""
    standing = Twin.objects.filter(pk=twin.pk, told_apart_at=None)
    standing.update(told_apart_by=by, told_apart_at=at or timezone.now())
