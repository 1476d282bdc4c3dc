"""A community of any size, which PostgreSQL writes itself from series of numbers.

One member for five ideas; ten votes and two comments an idea; every twentieth idea
waits in the team's queue. The ledger stays empty: no page that is measured reads it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from bench.report import Report
from community.actions.firm import open_board, set_up_firm
from community.actions.members import add_member
from community.models import Member, Source
from feedback.actions.teams import join_team, open_team
from feedback.models import Team
from ideas.actions.ranks import refresh_ranks
from ideas.actions.words import refresh_words

WORDS = [
    "quiet",
    "lid",
    "pedal",
    "needle",
    "thread",
    "bobbin",
    "hoop",
    "lamp",
    "cover",
    "screen",
    "button",
    "dial",
    "foot",
    "speed",
    "tension",
    "fabric",
    "pattern",
    "stitch",
    "seam",
    "zip",
    "elastic",
    "denim",
    "leather",
    "silk",
    "cotton",
    "linen",
    "table",
    "carry",
    "case",
    "handle",
    "wheel",
    "belt",
    "motor",
    "cable",
    "plug",
    "switch",
    "light",
    "sound",
    "signal",
    "manual",
    "sticker",
    "colour",
    "print",
    "paper",
    "label",
    "pocket",
    "frame",
    "clamp",
    "screw",
    "oil",
    "brush",
    "tool",
    "spare",
    "part",
    "repair",
    "parcel",
    "price",
    "offer",
    "class",
    "video",
    "club",
    "shop",
]

MEMBERS = """
INSERT INTO community_member (id, password, is_superuser, email, name, slug, about,
    locale, time_zone, company, segment, verified_at, verified_by, consents_to_ranking,
    consents_to_contact, is_staff, is_partner, is_active, joined_at)
SELECT 1000 + n, '!', FALSE, 'm' || n || '@example.org', 'Member ' || n, 'member-' || n,
    '', 'en', 'UTC', '', '', CASE WHEN n %% 3 = 0 THEN now() END,
    CASE WHEN n %% 3 = 0 THEN 'customer_list' ELSE '' END, TRUE, TRUE, FALSE, FALSE, TRUE,
    now() - interval '300 days'
FROM generate_series(0, %(members)s - 1) n
"""
SAID = """
INSERT INTO community_conversation (id, kind, external_id, link, outside_author,
    outside_email, headline, text, phase, is_hidden, waits_for, occurred_at, received_at,
    updated_at, board_id, member_id, source_id)
SELECT %(first)s + n, %(kind)s, NULL, '', '', '',
    initcap(w[1 + n %% k]) || ' and ' || w[1 + (n / 7) %% k] || ' for the '
        || w[1 + (n / 211) %% k] || ', number ' || n,
    'I use the ' || w[1 + (n / 3) %% k] || ' every week. With a better '
        || w[1 + (n / 13) %% k] || ' the ' || w[1 + (n / 17) %% k]
        || ' would not stop me each time that I change the ' || w[1 + (n / 19) %% k]
        || ', and I could go on with the ' || w[1 + (n / 23) %% k] || '.',
    'use', FALSE, '', at, at, at, %(board)s, 1000 + (n::bigint * 7919) %% %(members)s, %(source)s
FROM generate_series(0, %(count)s - 1) n,
    LATERAL (SELECT %(words)s::text[] AS w, cardinality(%(words)s::text[]) AS k) words,
    LATERAL (SELECT now() - (n %% 525600) * interval '1 minute' AS at) moment
"""
IDEAS = """
INSERT INTO ideas_idea (id, kind, status, status_note, vote_count, comment_count,
    follower_count, best, trending, created_at, updated_at, author_id, board_id,
    conversation_id)
SELECT id - %(first)s + 1, 'idea', 'open', '', 10, 2, 0, 0, 0, received_at, updated_at,
    member_id, board_id, id
FROM community_conversation WHERE kind = 'idea'
"""
COMMENTS = """
INSERT INTO ideas_comment (id, helpful_count, created_at, author_id, conversation_id,
    idea_id)
SELECT id, 0, received_at, member_id, id, 1 + (id - %(first)s) %% %(ideas)s
FROM community_conversation WHERE kind = 'comment'
"""
VOTES = """
INSERT INTO ideas_vote (idea_id, member_id, cast_at)
SELECT idea, 1000 + (idea * 31 + v * 97) %% %(members)s,
    now() - ((idea * v) %% 525600) * interval '1 minute'
FROM generate_series(1, %(ideas)s) idea, generate_series(1, 10) v
"""
RECEIVED = """
INSERT INTO community_stage (stage, at, note, reason, excerpt, conversation_id)
SELECT 'received', received_at, '', '', '', id FROM community_conversation
"""
QUEUE = """
INSERT INTO feedback_handoff (reason, received_at, created_at, due_at, outcome,
    closing_note, conversation_id, team_id)
SELECT 'no rule matched', received_at, received_at, received_at + interval '5 days', '',
    '', id, %(team)s
FROM community_conversation WHERE kind = 'idea' AND id %% 20 = 0
"""
TABLES = ("community_conversation", "ideas_idea", "ideas_comment", "ideas_vote")


@dataclass(frozen=True)
class Town:
    """Who looks at it."""

    customer: Member
    colleague: Member
    team: Team


def found(name: str = "Bench") -> Town:
    """The firm, its team, a colleague and a customer."""
    set_up_firm(name=name)
    team = open_team("Everything")
    colleague = add_member(
        email="colleague@example.org", name="Colleague", is_staff=True
    )
    customer = add_member(email="customer@example.org", name="Customer")
    join_team(team, colleague)
    return Town(customer, colleague, team)


def fill(town: Town, *, ideas: int, report: Report) -> None:
    """Replace what is in it by so many ideas."""
    first = 10_000
    given: dict[str, Any] = {
        "members": max(40, ideas // 5),
        "ideas": ideas,
        "words": WORDS,
        "board": open_board("Board").pk,
        "source": Source.objects.get_or_create(slug="site")[0].pk,
        "team": town.team.pk,
    }
    said = given | {"first": first, "kind": "idea", "count": ideas}
    answers = {"first": first + ideas, "kind": "comment", "count": 2 * ideas}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute("DELETE FROM community_member WHERE id >= 1000")
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, community_stage CASCADE")
        for name, statement, values in (
            ("members", MEMBERS, given),
            ("what was said", SAID, said),
            ("comments", SAID, said | answers),
            ("ideas", IDEAS, said),
            ("threads", COMMENTS, given | answers),
            ("votes", VOTES, given),
            ("journeys", RECEIVED, given),
            ("the queue", QUEUE, given),
        ):
            report.note(f"{ideas:,} ideas: writing {name}")
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET statement_timeout = 0")
    refresh_ranks()
    refresh_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
