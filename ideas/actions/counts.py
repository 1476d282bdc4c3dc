"""Stored counts against the rows they stand for. The rows are right."""

import logging

from django.db import connection, transaction

log = logging.getLogger(__name__)

ROWS = {
    "votes": (
        "ideas_idea",
        "vote_count",
        """SELECT idea_id AS id FROM ideas_vote
           UNION ALL (  -- and who voted only for what is folded into it
               SELECT id FROM (
                   SELECT DISTINCT m.merged_into_id AS id, v.member_id
                   FROM ideas_idea m JOIN ideas_vote v ON v.idea_id = m.id
                   WHERE m.merged_into_id IS NOT NULL AND NOT EXISTS (
                       SELECT 1 FROM ideas_vote o WHERE o.idea_id = m.merged_into_id
                       AND o.member_id = v.member_id)) folded)""",
    ),
    "comments": (
        "ideas_idea",
        "comment_count",
        """SELECT c.idea_id AS id FROM ideas_comment c
           JOIN community_conversation k
             ON k.id = c.conversation_id AND NOT k.is_hidden""",
    ),
    "followers": (
        "ideas_idea",
        "follower_count",
        "SELECT idea_id AS id FROM ideas_follow",
    ),
    "helpful": (
        "ideas_comment",
        "helpful_count",
        "SELECT comment_id AS id FROM ideas_helpful",
    ),
}
DRIFTED = """
SELECT s.id FROM {table} s LEFT JOIN (
    SELECT id, count(*) AS n FROM ({rows}) r GROUP BY id) r ON r.id = s.id
WHERE s.{column} <> coalesce(r.n, 0) ORDER BY s.id
"""
LOCK = "SELECT 1 FROM {table} WHERE id = %s FOR UPDATE"
REPAIR = """
UPDATE {table} SET {column} = (
    SELECT count(*) FROM ({rows}) r WHERE r.id = {table}.id)
WHERE id = %s
"""


def repair_counts() -> dict[str, int]:
    """Set right every count that differs from its rows; says how many did, by name.

    One statement looks at one moment, so that a vote under way is no difference.
    """
    return {name: _repair(name) for name in ROWS}


def _repair(name: str) -> int:
    table, column, rows = ROWS[name]
    parts = {"table": table, "column": column, "rows": rows}
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(DRIFTED.format(**parts))
            drifted = [pk for (pk,) in cursor.fetchall()]
        for pk in drifted:
            with transaction.atomic():  # who moves the count now waits, then adds to it
                cursor.execute(LOCK.format(**parts), [pk])
                cursor.execute(REPAIR.format(**parts), [pk])
    if drifted:
        log.error("%s: %s of %s differed from their rows", table, len(drifted), column)
    return len(drifted)
