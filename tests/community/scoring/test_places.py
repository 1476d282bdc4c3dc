import numpy as np
import pytest

from community.scoring import Door, Ledger, Members, Parameters, as_of, score_members
from community.scoring.places import NEVER, number_of_places, rank
from tests.community.scoring.worlds import TODAY, Row, score, taught, vote, vouched


def crowd(author: int, voters: int = 6) -> list[Row]:
    """Backed by so many confirmed customers; the author is active too."""
    return [
        vote(author, 10, theme=99),
        vote((author + 1) % 3, author, theme=98),
        *(vote(author, voter) for voter in range(11, 10 + voters)),
    ]


def test_the_best_backed_come_in_by_score() -> None:
    result = score(vouched(), *crowd(0), vote(1, 12))
    assert result.door[0] == Door.SCORE
    assert result.rank[0] == 1
    assert result.door[1] == Door.NONE


@pytest.mark.parametrize(("voters", "inside"), [(4, False), (5, True)])
def test_it_takes_five_trusted_backers(*, voters: int, inside: bool) -> None:
    assert score(vouched(), *crowd(0, voters)).in_half_percent[0] == inside


@pytest.mark.parametrize(("groups", "inside"), [(2, False), (3, True)])
def test_it_takes_three_groups(*, groups: int, inside: bool) -> None:
    group = [100 + who if who < 10 else who % groups for who in range(30)]
    result = score(vouched(group=group), *crowd(0, 8))
    assert result.in_half_percent[0] == inside


def test_staff_and_those_who_did_not_consent_are_not_ranked() -> None:
    excluded = np.arange(30) == 0
    for members in (vouched(excluded=excluded), vouched(consent=~excluded)):
        result = score(members, *crowd(0), taught(0, 28, 1), taught(0, 29, 2))
        assert result.rank[0] == 0
        assert result.door[0] == Door.NONE
        assert result.score[0] > 0


@pytest.mark.parametrize(
    ("second", "inside"),
    [((29, 2), True), ((28, 2), False), ((29, 1), False)],
)
def test_teaching_two_colleagues_two_things_opens_the_door(
    *, second: tuple[int, int], inside: bool
) -> None:
    result = score(vouched(), taught(0, 28, 1), taught(0, *second))
    assert (result.door[0] == Door.TEACHING) == inside


def test_among_equals_the_earlier_joiner_comes_first() -> None:
    joined = np.array([30, 10, 20])
    everybody = np.ones(3, np.bool_)
    assert rank(np.ones(3), joined, everybody).tolist() == [3, 1, 2]


def test_places_follow_the_active_the_teams_and_a_limit() -> None:
    parameters = Parameters()
    assert number_of_places(100, 1, parameters) == 8
    assert number_of_places(2001, 1, parameters) == 11
    assert number_of_places(100, 3, parameters) == 24
    assert number_of_places(10**6, 1, parameters) == 50


def on(day: int, members: Members, rows: list[Row], previous: object = None):  # type: ignore[no-untyped-def]
    parameters = Parameters(places_per_team=1, share=0)
    return score_members(
        members,
        Ledger.rows(rows),
        day=day,
        parameters=parameters,
        previous=as_of(previous) if previous else None,  # type: ignore[arg-type]
    )


def test_who_falls_below_stays_a_fortnight_and_then_goes() -> None:
    first = on(TODAY, vouched(), crowd(0))
    assert first.in_half_percent[0]
    overtaken = [*crowd(0), *crowd(1, 9), *crowd(2, 10)]
    day_one = on(TODAY + 1, vouched(), overtaken, first)
    assert day_one.in_half_percent[0]
    assert day_one.below_since[0] == TODAY + 1
    later = on(TODAY + 14, vouched(), overtaken, day_one)
    assert later.in_half_percent[0]
    gone = on(TODAY + 15, vouched(), overtaken, later)
    assert not gone.in_half_percent[0]
    assert gone.below_since[0] == NEVER


def test_who_comes_back_within_the_fortnight_starts_afresh() -> None:
    first = on(TODAY, vouched(), crowd(0))
    below = on(TODAY + 1, vouched(), [*crowd(0), *crowd(1, 9), *crowd(2, 10)], first)
    back = on(TODAY + 2, vouched(), crowd(0), below)
    assert back.in_half_percent[0]
    assert back.below_since[0] == NEVER


def test_who_withdraws_consent_is_out_at_once() -> None:
    first = on(TODAY, vouched(), crowd(0))
    withdrawn = vouched(consent=np.arange(30) != 0)
    assert not on(TODAY + 1, withdrawn, crowd(0), first).in_half_percent[0]
