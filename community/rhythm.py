"""When mail may reach somebody: their morning, and the end of their quiet hours.

Times of day are read on the wall clock of their zone. The database's and our own clock
know only UTC, so that a day of 23 or 25 hours is as good as any other.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MORNING = time(8)
MONDAY = 0
DAY = timedelta(days=1)


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def is_quiet_at(moment: datetime, *, zone: ZoneInfo, begin: time, end: time) -> bool:
    """Whether the wall clock stands from `begin` on and before `end`, over midnight too."""
    clock = moment.astimezone(zone).time()
    if begin < end:
        return begin <= clock < end
    return clock >= begin or clock < end


def after_quiet(
    now: datetime, *, zone: ZoneInfo, begin: time | None, end: time | None
) -> datetime:
    """`now`, or the end of the quiet hours that it falls into, in UTC."""
    if begin is None or end is None:
        return now
    moment = now
    while is_quiet_at(moment, zone=zone, begin=begin, end=end):
        moment = _next(moment, clock=end, zone=zone)
    return moment


def last_morning(now: datetime, *, zone: ZoneInfo, is_weekly: bool = False) -> datetime:
    """The latest morning (of a Monday) in the zone that is not after `now`, in UTC."""
    day = now.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, MORNING, zone).astimezone(UTC)
        if moment <= now and (not is_weekly or day.weekday() == MONDAY):
            return moment
        day -= DAY


def _next(now: datetime, *, clock: time, zone: ZoneInfo) -> datetime:
    """When the clock next shows this time. One that is skipped comes as much later; of
    one that comes twice, the first that is still ahead."""
    day = now.astimezone(zone).date()
    while True:
        for fold in (0, 1):
            local = datetime.combine(day, clock.replace(fold=fold), zone)
            if (moment := local.astimezone(UTC)) > now:
                return moment
        day += DAY
