"""The same synthetic ledger in the bench's database, read and scored from there."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
from django.db import connection

from bench import _ledgers as ledgers
from community.scoring import Kind, Ledger, Members, score_members

DAY = date(1970, 1, 1) + timedelta(days=ledgers.TODAY)
COLUMNS = (
    "member_id, kind, given_by_id, source, subject, thread, title, url, occurred_at"
)


# What a million rows would be checked against one by one; reading uses none of it.
BARE = """
DO $$
DECLARE it record;
BEGIN
  FOR it IN SELECT conname FROM pg_constraint
             WHERE conrelid = 'community_contribution'::regclass AND contype = 'f'
  LOOP
    EXECUTE format('ALTER TABLE community_contribution DROP CONSTRAINT %I', it.conname);
  END LOOP;
  FOR it IN SELECT indexrelid::regclass AS name FROM pg_index
             WHERE indrelid = 'community_contribution'::regclass AND NOT indisunique
  LOOP
    EXECUTE format('DROP INDEX %s', it.name);
  END LOOP;
END $$
"""


def fill(members: Members, ledger: Ledger) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(BARE)
        cursor.execute(
            """
            INSERT INTO community_member
              (id, password, is_superuser, email, name, slug, about, locale, time_zone,
               company, segment, verified_at, verified_by, consents_to_ranking,
               consents_to_contact, is_staff, is_partner, is_active, joined_at)
            SELECT n + 1, '', false, 'member' || n || '@example.com', 'Member ' || n,
                   'member-' || n, '', 'en', 'UTC', 'company ' || g,
                   CASE WHEN s < 0 THEN '' ELSE 'segment ' || s END,
                   CASE WHEN v THEN timestamptz '2000-01-01' END,
                   CASE WHEN v THEN 'customer_list' ELSE '' END, true,
                   false, false, false, true, timestamptz '2000-01-01'
              FROM unnest(%s::int[], %s::int[], %s::bool[])
                   WITH ORDINALITY AS t (g, s, v, m), LATERAL (SELECT m - 1) AS i (n)
            """,
            [
                members.group.tolist(),
                members.segment.tolist(),
                members.verified.tolist(),
            ],
        )
        with cursor.copy(f"COPY community_contribution ({COLUMNS}) FROM STDIN") as copy:
            for block in lines(ledger):
                copy.write(block)
        cursor.execute("ANALYZE community_contribution")
        cursor.execute("RESET statement_timeout")


def lines(ledger: Ledger) -> Iterator[str]:
    for first in range(0, len(ledger), 20_000):
        part = ledger.take(np.arange(first, min(first + 20_000, len(ledger))))
        rows = zip(
            *(
                c.tolist()
                for c in (part.kind, part.member, part.giver, part.thread, part.day)
            ),
            strict=True,
        )
        yield "".join(
            f"{member + 1}\t{Kind(kind).name.lower()}\t{giver + 1}\tbench:{first + at}"
            f"\tbench.idea:{thread}\tbench.idea:{thread}\tA title\t/ideas/{thread}/"
            f"\t{date.fromordinal(719163 + day)} 12:00+00\n"
            for at, (kind, member, giver, thread, day) in enumerate(rows)
        )


def floor() -> float:
    """What a plain COPY of the same columns out of the database takes."""
    began = time.perf_counter()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY (SELECT member_id, given_by_id, thread, occurred_at"
            " FROM community_contribution) TO STDOUT (FORMAT binary)"
        ) as copy,
    ):
        for _ in copy:
            pass
    return time.perf_counter() - began


def measure(rows: int) -> dict[str, float]:
    # Only once Django is set up.
    from community.actions.standings import publish_standings  # noqa: PLC0415
    from community.standing_inputs import read_ledger, read_roster  # noqa: PLC0415

    fill(*ledgers.make(rows))
    plain = floor()
    moment = datetime.combine(DAY + timedelta(days=1), datetime.min.time(), UTC)
    began = time.perf_counter()
    roster = read_roster(moment)
    ledger = read_ledger(roster, until=moment)
    read = time.perf_counter()
    score_members(roster.members, ledger, day=ledgers.TODAY)
    scored = time.perf_counter()
    if len(ledger) != rows:
        raise SystemExit(f"{len(ledger)} rows came out of {rows}")
    publish_standings(DAY)
    published = time.perf_counter()
    return {
        "floor": plain,
        "read": read - began,
        "score": scored - read,
        "publish": published - scored,
    }
