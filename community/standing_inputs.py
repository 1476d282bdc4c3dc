"""Everybody and the whole ledger as arrays, copied from PostgreSQL in two passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from community.models import Standing, StandingParameters, StandingRun
from community.scoring import Kind, Ledger, Members, Previous
from community.scoring.groups import group_keys
from community.scoring.places import NEVER

KINDS = {kind.name.lower(): int(kind) for kind in Kind if kind != Kind.OPPOSED}
# A row of a binary COPY: a count of fields, then each field after its own length.
ROW = np.dtype(
    [
        ("fields", ">i2"),
        *(
            part
            for name, width in (
                ("kind", 2),
                ("member", 8),
                ("giver", 8),
                ("subject", 8),
                ("thread", 8),
                ("day", 4),
            )
            for part in ((f"{name}_length", ">i4"), (name, f">i{width}"))
        ),
    ]
)
HEADER, TRAILER = 19, 2
LEDGER = """
COPY (
  SELECT array_position(%s::text[], kind::text)::smallint - 1::smallint,
         member_id::bigint,
         coalesce(given_by_id, -1)::bigint,
         CASE kind WHEN 'taught' THEN hashtextextended(subject, 0) ELSE 0 END,
         CASE WHEN thread = '' THEN 0 ELSE hashtextextended(thread, 0) END,
         (occurred_at AT TIME ZONE 'UTC')::date - date '1970-01-01'
    FROM community_contribution
   WHERE occurred_at < %s AND (revoked_at IS NULL OR revoked_at >= %s)
) TO STDOUT (FORMAT binary)
"""
ROSTER = """
SELECT id, is_active AND verified_at < %s, is_staff,
       is_staff OR is_partner OR left_at IS NOT NULL OR NOT is_active,
       consents_to_ranking, coalesce(invited_by_id, -1), lower(trim(segment)),
       lower(trim(company)), lower(split_part(coalesce(email, ''), '@', 2)),
       floor(extract(epoch FROM joined_at))::bigint
  FROM community_member ORDER BY id
"""


@dataclass(frozen=True)
class Roster:
    """The members as the scoring sees them, and which row is who."""

    ids: NDArray[np.int64]
    members: Members
    groups: Sequence[str]

    def index_of(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The rows of these members, -1 for whoever is not one."""
        place = np.searchsorted(self.ids, ids)
        np.minimum(place, max(0, self.ids.size - 1), out=place)
        known = self.ids[place] == ids if self.ids.size else np.zeros(ids.size, bool)
        return np.where(known, place, -1).astype(np.int32)

    def group_name(self, code: int) -> str:
        """A company or a mail domain; empty for those who came by one invitation."""
        kind, _, name = self.groups[code].partition(":")
        return "" if kind == "invited" else name


def read_roster(moment: datetime, *, teams: int = 1) -> Roster:
    with connection.cursor() as cursor:
        cursor.execute(ROSTER, [moment])
        rows = cursor.fetchall()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * 10
    ids = np.array(columns[0], np.int64)
    nobody = Roster(ids, Members.alike(ids.size), [])
    inviter = nobody.index_of(np.array(columns[5], np.int64))
    group, names = group_keys(columns[7], columns[8], inviter)
    members = Members.alike(
        ids.size,
        verified=[bool(value) for value in columns[1]],
        staff=columns[2],
        excluded=columns[3],
        consent=columns[4],
        inviter=inviter,
        segment=_segments(columns[6]),
        group=group,
        joined=columns[9],
        teams=teams,
    )
    return Roster(ids, members, names)


def _segments(names: Sequence[str]) -> NDArray[np.int32]:
    known = sorted({name for name in names if name})
    code = {name: number for number, name in enumerate(known)} | {"": -1}
    return np.array([code[name] for name in names], np.int32)


def read_ledger(roster: Roster, *, until: datetime) -> Ledger:
    """What was live at that moment. Texts become codes, equal texts equal ones."""
    order = sorted(KINDS, key=lambda name: KINDS[name])
    rows = _copy_out(LEDGER, [order, until, until])
    return Ledger.of(
        kind=rows["kind"],
        member=roster.index_of(rows["member"].astype(np.int64)),
        giver=roster.index_of(rows["giver"].astype(np.int64)),
        subject=_codes(rows["subject"]),
        thread=_codes(rows["thread"]),
        day=rows["day"],
    )


def _copy_out(statement: str, values: list[Any]) -> NDArray[Any]:
    taken = bytearray()
    with (
        connection.cursor() as wrapped,
        # The bare cursor: Django's own for DEBUG does not take a COPY's values.
        wrapped.cursor.copy(statement, values) as copy,
    ):
        for block in copy:
            taken += block
    return np.frombuffer(
        taken, ROW, count=(len(taken) - HEADER - TRAILER) // ROW.itemsize, offset=HEADER
    )


def _codes(hashes: NDArray[np.int64]) -> NDArray[np.int32]:
    """0 stands for no text and becomes -1."""
    values, found = np.unique(hashes.astype(np.int64), return_inverse=True)
    codes: NDArray[np.int32] = found.astype(np.int32)
    codes[values[codes] == 0] = -1
    return codes


def read_previous(
    roster: Roster, *, day: date, parameters: StandingParameters
) -> Previous:
    """The last run before `day`: who was inside, who was on the way out.

    Its reference values hold until the month ends or the parameters change.
    """
    runs = StandingRun.objects.filter(day__lt=day)
    run = runs.order_by("-day", "-pk").first()
    if run is None:
        return Previous()
    inside = np.zeros(roster.members.count, np.bool_)
    since = np.full(roster.members.count, NEVER, np.int32)
    rows = run.standings.filter(door=Standing.Door.SCORE)
    for member, below in rows.values_list("member_id", "outside_since"):
        index = roster.index_of(np.array([member]))[0]
        inside[index] = True
        if below:
            since[index] = (below - date(1970, 1, 1)).days
    frozen = run.parameters_id == parameters.pk
    frozen &= (run.day.year, run.day.month) == (day.year, day.month)
    return Previous(
        inside=inside,
        below_since=since,
        reference=np.array(run.reference, np.float64) if frozen else None,
        active=run.active_count,
    )
