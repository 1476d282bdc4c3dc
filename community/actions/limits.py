from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from community.doors import DAY, DOORS
from community.errors import TooOften
from community.models import Member, Tally
from community.quiet import is_quiet

COUNT = """
INSERT INTO community_tally (key, "window", count) VALUES (%s, %s, 1)
ON CONFLICT ON CONSTRAINT one_tally_per_window
DO UPDATE SET count = community_tally.count + 1 RETURNING count
"""


def pass_door(door: str, *, member: Member | None = None, key: str = "") -> None:
    """Count a visit to a door, atomically in the database.

    Windows are fixed and aligned to UTC. Raises TooOften past the limit.
    """
    if is_quiet():
        return
    many, span, many_if_verified = DOORS[door]
    limit = many_if_verified if member and member.is_verified else many
    now = clock.now()
    seconds = int(span.total_seconds())
    window = datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=UTC)
    who = f"{door}:{member.pk if member else key}"[:120]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [who, window])
        (count,) = cursor.fetchone()
    if count > limit:
        minutes = max(1, round((window + span - now).total_seconds() / 60))
        raise TooOften(
            _(
                "That was more than %(limit)s times in a row. "
                "Nothing is lost; try again in %(minutes)s minutes."
            )
            % {"limit": limit, "minutes": minutes}
        )


def forget_old_tallies() -> int:
    """Delete windows that ended more than a day ago."""
    return Tally.objects.filter(window__lt=clock.now() - 2 * DAY).delete()[0]
