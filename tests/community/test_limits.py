from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone as clock

from community.actions.limits import forget_old_tallies, pass_door
from community.doors import DOORS, NEWCOMERS
from community.errors import TooOften
from community.models import Tally
from tests.makers import make_comment, make_member


@pytest.mark.parametrize("door", DOORS)
def test_a_door_closes_after_its_number(door: str) -> None:
    member, many = make_member(), NEWCOMERS.get(door, DOORS[door][0])
    pass_door(door, member=member)
    Tally.objects.update(count=many - 1)
    pass_door(door, member=member)
    with pytest.raises(TooOften, match=f"more than {many} times"):
        pass_door(door, member=member)


@pytest.mark.parametrize(
    ("minute", "wait"), [(0, "60 minutes"), (20, "40 minutes"), (59, "1 minute")]
)
def test_a_closed_door_says_when_it_opens(
    minute: int, wait: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 6, 1, 10, minute, 30 if minute == 59 else 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    member, (_few, span, many) = make_member(verified=True), DOORS["post"]
    assert span == timedelta(hours=1)
    pass_door("post", member=member)
    Tally.objects.update(count=many)

    with pytest.raises(TooOften, match=rf"try again in {wait}\."):
        pass_door("post", member=member)


def test_who_said_a_few_things_comes_more_often_than_a_newcomer() -> None:
    member = make_member()
    for _ in range(NEWCOMERS["post"]):
        pass_door("post", member=member)
    with pytest.raises(TooOften):
        pass_door("post", member=member)

    for _ in range(3):
        make_comment(author=member)
    pass_door("post", member=member)


def test_who_is_confirmed_comes_more_often() -> None:
    member = make_member(verified=True)
    for _ in range(20):
        pass_door("post", member=member)
    with pytest.raises(TooOften):
        pass_door("post", member=member)


@pytest.mark.django_db(transaction=True)
def test_nobody_slips_through_a_door_at_the_same_moment() -> None:
    member = make_member()

    def come(_n: int) -> bool:
        try:
            pass_door("post", member=member)
        except TooOften:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as crowd:
        assert sum(crowd.map(come, range(40))) == NEWCOMERS["post"]


def test_old_counts_are_forgotten() -> None:
    pass_door("post", member=make_member())
    Tally.objects.update(window="2020-01-01T00:00:00Z")
    assert forget_old_tallies() == 1
