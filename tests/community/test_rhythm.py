"""Mornings and quiet hours on the wall clock, on days of 23, 24 and 25 hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.rhythm import after_quiet, is_quiet_at, last_morning, zone_of

ZONES = [
    *("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
    *("Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca"),
]
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
NEW_YORK = "America/New_York"
FORWARD = datetime(2026, 3, 8, 6, 50, tzinfo=UTC)  # 1:50; ten minutes later it is 3:00
BACK = datetime(2026, 11, 1, 5, 50, tzinfo=UTC)  # 1:50; ten minutes later it is 1:00


@settings(max_examples=300, deadline=None)
@given(MOMENTS, st.sampled_from(ZONES), CLOCKS, CLOCKS)
@example(FORWARD, NEW_YORK, time(22), time(2, 30))
@example(FORWARD, NEW_YORK, time(3), time(2, 30))
@example(BACK, NEW_YORK, time(22), time(1, 30))
@example(BACK + timedelta(minutes=25), NEW_YORK, time(22), time(1, 30))
def test_mail_comes_at_the_end_of_quiet_hours_and_never_in_them(
    now: datetime, name: str, begin: time, end: time
) -> None:
    zone = ZoneInfo(name)
    if begin == end:
        return
    due = after_quiet(now, zone=zone, begin=begin, end=end)
    assert not is_quiet_at(due, zone=zone, begin=begin, end=end)
    if is_quiet_at(now, zone=zone, begin=begin, end=end):
        assert now < due < now + timedelta(hours=49)
    else:
        assert due == now


@pytest.mark.parametrize(
    ("now", "end", "due"),
    [
        # a usual night
        (datetime(2026, 6, 2, 3, tzinfo=UTC), time(7), (2026, 6, 2, 11, 0)),
        # the clock skips 2:30 and shows 3:30 instead
        (FORWARD, time(2, 30), (2026, 3, 8, 7, 30)),
        (FORWARD, time(7), (2026, 3, 8, 11, 0)),
        # the night of 25 hours
        (BACK, time(7), (2026, 11, 1, 12, 0)),
        # 1:55 comes twice; the first is still ahead
        (BACK, time(1, 55), (2026, 11, 1, 5, 55)),
        # and now only the second
        (BACK + timedelta(minutes=20), time(1, 55), (2026, 11, 1, 6, 55)),
    ],
)
def test_the_end_of_quiet_hours_is_read_on_the_wall_clock(
    now: datetime, end: time, due: tuple[int, ...]
) -> None:
    found = after_quiet(now, zone=ZoneInfo(NEW_YORK), begin=time(22), end=end)
    assert found == datetime(*due, tzinfo=UTC)  # type: ignore[misc,arg-type]


@settings(max_examples=300, deadline=None)
@given(MOMENTS, st.sampled_from(ZONES), st.booleans())
def test_each_day_has_one_morning_at_eight(
    now: datetime, name: str, is_weekly: bool
) -> None:
    zone = ZoneInfo(name)
    morning = last_morning(now, zone=zone, is_weekly=is_weekly)
    local = morning.astimezone(zone)
    assert (local.hour, local.minute) == (8, 0)
    assert not is_weekly or local.weekday() == 0
    span = timedelta(days=7 if is_weekly else 1)
    assert morning <= now < morning + span + timedelta(hours=1)
    assert last_morning(morning, zone=zone, is_weekly=is_weekly) == morning


def test_a_zone_that_is_none_is_utc() -> None:
    for name in ["Nowhere/At_all", "", "../../etc/passwd", "Europe"]:
        assert zone_of(name) == ZoneInfo("UTC")
