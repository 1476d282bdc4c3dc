import numpy as np
from django.db import connection, transaction

from ideas.groups import Said, spans_groups
from ideas.models import Idea
from ideas.models.idea import LISTED

IDEAS, MEMBERS = 300, 5_000  # the most wanted, and who judged most of them
JUDGED = """
WITH family AS (
    SELECT id AS root, id AS idea FROM ideas_idea WHERE id = ANY(%(ideas)s)
    UNION ALL
    SELECT merged_into_id, id FROM ideas_idea WHERE merged_into_id = ANY(%(ideas)s)
), judged AS (
    SELECT root, member_id, bool_or(voted) AS voted FROM (
        SELECT f.root, v.member_id, TRUE AS voted
        FROM family f JOIN ideas_vote v ON v.idea_id = f.idea
        UNION ALL
        SELECT idea_id, member_id, FALSE FROM ideas_seen WHERE idea_id = ANY(%(ideas)s)
    ) said JOIN community_member m ON m.id = said.member_id
        AND m.verified_at IS NOT NULL AND m.is_active
    GROUP BY root, member_id
), most AS (
    SELECT member_id FROM judged GROUP BY member_id
    ORDER BY count(*) DESC, member_id LIMIT %(members)s
)
SELECT array_agg(root), array_agg(member_id), array_agg(voted)
FROM judged JOIN most USING (member_id)
"""


@transaction.atomic
def mark_what_spans_groups() -> int:
    """Mark the posts that are wanted in every group of confirmed customers who judge
    alike, and no others. Returns how many are. Doing it again changes nothing."""
    listed = Idea.objects.filter(status__in=LISTED).order_by("-vote_count", "-pk")
    ideas = np.sort(np.array(listed.values_list("pk", flat=True)[:IDEAS], np.int64))
    spanning = ideas[spans_groups(_said(ideas))].tolist() if ideas.size else []
    marked = Idea.objects.filter(spans_groups=True)
    marked.exclude(pk__in=spanning).update(spans_groups=False)
    Idea.objects.filter(pk__in=spanning, spans_groups=False).update(spans_groups=True)
    return len(spanning)


def _said(ideas: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Said:
    with connection.cursor() as cursor:
        cursor.execute(JUDGED, {"ideas": ideas.tolist(), "members": MEMBERS})
        roots, members, voted = (column or [] for column in cursor.fetchone())
    names, row = np.unique(np.array(members, np.int64), return_inverse=True)
    said = np.zeros((names.size, ideas.size), np.int8)
    said[row, np.searchsorted(ideas, np.array(roots, np.int64))] = np.where(
        voted, 1, -1
    )
    return said
