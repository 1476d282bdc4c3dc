import random
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from community.scoring import Ledger, Members, Parameters, digest, score_members
from tests.community.scoring.worlds import (
    TODAY,
    Row,
    communities,
    ledgers,
    posted,
    score,
    vote,
    vouched,
)


@given(communities(), ledgers)
def test_the_five_weighted_strands_add_up_to_the_score(
    members: Members, rows: list[Row]
) -> None:
    result = score(members, *rows)
    weights = np.array([30, 25, 20, 15, 10])
    assert np.abs(result.points @ weights / 100 - result.score).max() < 1e-9
    assert np.abs(result.weighted.sum(axis=1) - result.score).max() < 1e-9
    assert 0 <= result.score.min() <= result.score.max() <= 100 + 1e-9


@given(communities(), ledgers)
def test_each_raw_value_adds_up_from_the_evidence_under_it(
    members: Members, rows: list[Row]
) -> None:
    result = score(members, *rows)
    for who in range(members.count):
        listed = dict.fromkeys(
            ("creative", "influential", "passionate", "vocal", "inviting"), 0.0
        )
        for strand, _what, _key, value in result.items.of_member(who):
            listed[strand] += value
        assert np.abs(np.array(list(listed.values())) - result.raw[who]).max() < 1e-9


@given(communities(), ledgers, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    members: Members, rows: list[Row], chance: random.Random
) -> None:
    mixed = chance.sample(rows, len(rows))
    one, other = score(members, *rows), score(members, *mixed)
    assert (one.raw == other.raw).all()
    assert (one.rank == other.rank).all()
    assert digest(members, Ledger.rows(rows), day=TODAY) == digest(
        members, Ledger.rows(mixed), day=TODAY
    )


@given(communities(), ledgers, st.integers(0, 59))
def test_any_other_input_has_another_digest(
    members: Members, rows: list[Row], which: int
) -> None:
    def seal(*, of: list[Row] = rows, day: int = TODAY, half_life: float = 180) -> str:
        parameters = Parameters(half_life_days=half_life)
        return digest(members, Ledger.rows(of), day=day, parameters=parameters)

    others = [seal(day=TODAY + 10), seal(half_life=181), seal(of=[*rows, posted(1)])]
    if rows and rows[which % len(rows)][5] <= TODAY:
        others.append(
            seal(of=[r for at, r in enumerate(rows) if at != which % len(rows)])
        )
    assert seal() == seal()
    assert seal() not in others


@given(st.lists(st.tuples(st.integers(1, 25), st.booleans()), max_size=40))
def test_splitting_an_idea_never_pays(cast: list[tuple[int, bool]]) -> None:
    whole = [posted(0, 7), *(vote(0, voter, theme=7) for voter, _ in cast)]
    parts = [*whole, posted(0, 7), *(vote(0, v, theme=7) for v, twice in cast if twice)]
    assert score(vouched(), *parts).raw[0, 0] <= score(vouched(), *whole).raw[0, 0]
    assert score(vouched(), *parts).raw[0, 0] > 0 or not cast


def test_two_themes_are_worth_more_than_one() -> None:
    one = score(vouched(), vote(0, 1, theme=1), vote(0, 2, theme=1))
    two = score(vouched(), vote(0, 1, theme=1), vote(0, 2, theme=2))
    assert two.raw[0, 0] > one.raw[0, 0]


def test_fakes_spread_over_many_ideas_add_two_at_the_most() -> None:
    members = Members.alike(200, verified=np.arange(200) < 20)
    rows = [
        vote(30, fake, theme=idea) for fake in range(100, 200) for idea in range(50)
    ]
    assert np.isclose(score(members, *rows).raw[30, 0], 2)


def test_posting_again_does_not_make_an_old_idea_young() -> None:
    old = [posted(0, 7, ago=180), vote(0, 1, theme=7)]
    assert np.isclose(
        score(vouched(), *old).raw[0, 0],
        score(vouched(), *old, posted(0, 7)).raw[0, 0],
    )
    young = [posted(0, 7), vote(0, 1, theme=7)]
    assert np.isclose(
        score(vouched(), *young).raw[0, 0], 2 * score(vouched(), *old).raw[0, 0]
    )


def test_what_was_taken_back_counts_nothing() -> None:
    rows = [vote(0, voter) for voter in range(1, 8)]
    with_all, without = score(vouched(), *rows), score(vouched(), *rows[:-1])
    assert with_all.raw[0, 0] > without.raw[0, 0]
    assert with_all.raw[0, 1] > without.raw[0, 1]


def test_what_happens_later_does_not_count_yet() -> None:
    assert score(vouched(), vote(0, 1, ago=-1)).raw.sum() == 0


def test_passion_is_weeks_and_votes_earn_none() -> None:
    weeks = [posted(0, ago=ago) for ago in (0, 6, 7, 181, 182)]
    result = score(vouched(), *weeks, vote(1, 2))
    assert result.raw[0, 2] == 3
    assert result.raw[2, 2] == 0


def test_reference_values_can_be_frozen() -> None:
    rows = [vote(0, voter) for voter in range(1, 8)]
    frozen = np.array([100.0, 100, 100, 100, 100])
    first = score(vouched(), *rows)
    ledger = Ledger.rows(rows)
    from community.scoring import as_of

    kept = replace(as_of(first), reference=frozen)
    second = score_members(vouched(), ledger, day=TODAY, previous=kept)
    assert (second.reference == frozen).all()
    assert second.score[0] < first.score[0]
    outgrown = replace(kept, active=1)
    third = score_members(vouched(), ledger, day=TODAY, previous=outgrown)
    assert (third.reference == first.reference).all()


def test_an_empty_ledger_is_scored_too() -> None:
    result = score(vouched())
    assert result.score.sum() == 0
    assert not result.in_half_percent.any()
