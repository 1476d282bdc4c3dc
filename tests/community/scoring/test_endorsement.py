import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from community.scoring import Members
from tests.community.scoring.worlds import (
    SIZE,
    Row,
    backing,
    communities,
    elections,
    people,
    score,
    vote,
    votes,
    vouched,
)

LITTLE = 1e-9
STRANGER = SIZE - 1


@given(communities(), elections, votes)
def test_one_more_vote_never_lowers_what_stands_behind_its_receiver(
    members: Members, rows: list[Row], more: Row
) -> None:
    before = backing(members, rows)
    after = backing(members, [*rows, more], trusting=rows)
    assert after.value[more[1]] >= before.value[more[1]] - LITTLE


def test_a_fan_who_votes_for_everything_of_one_author_never_counts_less() -> None:
    rows = [vote(25, 0, theme=theme) for theme in range(40)]
    worth = [backing(vouched(), rows[:n]).value[25] for n in range(1, 41)]
    assert (np.diff(worth) >= -LITTLE).all()
    assert worth[-1] < 2 * worth[0]


@given(communities(), elections, people, st.integers(1, 12))
def test_votes_nobody_vouches_for_add_at_most_a_quarter_and_two(
    members: Members, rows: list[Row], author: int, times: int
) -> None:
    kept = [row for row in rows if STRANGER not in row[1:3] and author != STRANGER]
    flood = [vote(author, STRANGER, theme=theme) for theme in range(times)]
    before = backing(members, kept)
    after = backing(members, [*kept, *flood])
    gain = after.value[author] - before.value[author]
    assert gain >= -LITTLE
    if members.verified.sum() >= 20:
        assert gain <= 0.25 * before.trusted[author] + 2 + LITTLE


def test_a_thousand_fakes_are_worth_two() -> None:
    members = Members.alike(1100, verified=np.arange(1100) < 20)
    rows = [vote(50, fake) for fake in range(100, 1100)]
    assert np.isclose(backing(members, rows).value[50], 2)


@given(st.integers(1, 16))
def test_colleagues_of_one_company_count_as_the_square_root_of_their_number(
    number: int,
) -> None:
    together = vouched(group=[0 if who < number else who for who in range(SIZE)])
    rows = [vote(25, voter) for voter in range(number)]
    one = backing(vouched(), rows[:1]).value[25]
    assert np.isclose(backing(together, rows).value[25], one * np.sqrt(number))
    assert np.isclose(backing(vouched(), rows).value[25], one * number)


def test_two_who_vote_for_each_other_count_less() -> None:
    one_way = backing(vouched(), [vote(1, 2)]).value[1]
    both = backing(vouched(), [vote(1, 2), vote(2, 1)]).value[1]
    assert np.isclose(both, one_way / np.sqrt(2))


def test_ones_own_vote_counts_nothing() -> None:
    assert backing(vouched(), [vote(1, 1)]).value[1] == 0


def test_what_stands_behind_somebody_halves_about_every_two_half_lives() -> None:
    """The root of what is left of each vote counts."""
    fresh = score(vouched(), *[vote(1, v) for v in range(2, 12)])
    old = score(vouched(), *[vote(1, v, ago=360) for v in range(2, 12)])
    assert 0 < old.raw[1, 1] < fresh.raw[1, 1]
    assert old.raw[1, 1] / fresh.raw[1, 1] < 0.6


def test_an_account_earns_trust_by_what_confirmed_customers_endorse() -> None:
    result = score(vouched(), *[vote(25, voter) for voter in range(10)])
    assert result.trusted[25]
    assert not result.trusted[26]
    assert np.isclose(result.voter_weight[26], 0.1)


def test_with_too_few_confirmed_customers_everybody_counts_alike() -> None:
    few = score(vouched(first=19), vote(1, 25), vote(2, 3))
    assert few.cold_start
    assert few.raw[1, 1] == few.raw[2, 1]
    enough = score(vouched(first=20), vote(1, 25), vote(2, 3))
    assert not enough.cold_start
    assert enough.raw[1, 1] < enough.raw[2, 1]
