from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone as clock
from django.utils.translation import ngettext

from community.doors import DAY, DOORS, NEWCOMERS
from community.errors import TooOften
from community.models import Member, Tally
from community.quiet import is_admitted, is_quiet
from community.trust import is_newcomer

COUNT = "SELECT community_visit(%s, %s)"


@dataclass(frozen=True)
class Visit:
    """Somebody at a door: who is counted, since when (aligned to UTC), how many may be."""

    visitor: str
    since: datetime
    ends: datetime
    allowed: int

    def refuse_past_limit(self, visits: int) -> None:
        """Raise TooOften when `visits`, this one counted, are more than allowed."""
        if visits <= self.allowed:
            return
        minutes = max(1, round((self.ends - clock.now()).total_seconds() / 60))
        raise TooOften(
            ngettext(
                "That was more than %(limit)s times in a row. "
                "Nothing is lost; try again in %(minutes)s minute.",
                "That was more than %(limit)s times in a row. "
                "Nothing is lost; try again in %(minutes)s minutes.",
                minutes,
            )
            % {"limit": self.allowed, "minutes": minutes}
        )


def visit_to(door: str, *, member: Member | None = None, key: str = "") -> Visit:
    """The visit that a member, or a stranger by an address or the like, pays to a door now.
    Nothing is counted: who does it asks `refuse_past_limit` with the count."""
    span = DOORS[door][1]
    seconds = int(span.total_seconds())
    since = datetime.fromtimestamp(clock.now().timestamp() // seconds * seconds, tz=UTC)
    return Visit(
        visitor=f"{door}:{member.pk if member else key}"[:120],
        since=since,
        ends=since + span,
        allowed=_allowed(door, member),
    )


def _allowed(door: str, member: Member | None) -> int:
    """More for who is known here, and most for who is confirmed."""
    many, _span, many_if_verified = DOORS[door]
    if member and member.is_verified:
        return many_if_verified
    if member and door in NEWCOMERS and is_newcomer(member):
        return NEWCOMERS[door]
    return many


def pass_door(door: str, *, member: Member | None = None, key: str = "") -> None:
    """Count a visit to a door, atomically in the database.

    Raises TooOften past the limit. What is replayed quietly, or was
    admitted before, counts no visits.
    """
    if is_quiet() or is_admitted():
        return
    visit = visit_to(door, member=member, key=key)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [visit.visitor, visit.since])
        visit.refuse_past_limit(cursor.fetchone()[0])


def forget_old_tallies() -> int:
    """Delete windows that ended more than a day ago."""
    return Tally.objects.filter(window__lt=clock.now() - 2 * DAY).delete()[0]
