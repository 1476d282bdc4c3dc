"""What is wanted in every group of members who judge alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideas.actions.spans import mark_what_spans_groups
from ideas.actions.votes import cast_vote, mark_seen
from ideas.groups import Said, groups_of, spans_groups
from ideas.models import Idea
from ideas.tasks import mark_what_spans_groups as task
from tests.makers import make_idea, make_member

CAMPS, IDEAS = (70, 50), 24


def two_camps(seed: int = 0) -> Said:
    """Of 24 ideas the first eight please one camp, the next eight the other, the last
    eight both; everybody judged some two thirds."""
    chance = np.random.default_rng(seed)
    likes = np.repeat([[1, -1, 1], [-1, 1, 1]], CAMPS, axis=0).repeat(8, axis=1)
    noise = np.where(chance.random(likes.shape) < 0.05, -1, 1)
    met = chance.random(likes.shape) < 0.67
    return np.where(met, likes * noise, 0).astype(np.int8)


@pytest.mark.parametrize("seed", range(5))
def test_camps_are_found_and_only_what_both_want_spans_them(seed: int) -> None:
    said = two_camps(seed)
    group = groups_of(said)
    assert len(set(group)) == 2
    assert len(set(group[: CAMPS[0]])) == len(set(group[CAMPS[0] :])) == 1
    assert spans_groups(said).tolist() == [False] * 16 + [True] * 8


def test_among_few_members_nothing_is_said() -> None:
    assert not spans_groups(two_camps()[:99]).any()


def test_where_all_judge_alike_there_are_no_groups_to_span() -> None:
    assert not spans_groups(np.ones((120, 12), np.int8)).any()


def test_members_who_judged_little_are_no_group() -> None:
    said = two_camps()
    said[:, 6:] = 0
    assert not spans_groups(said).any()


@given(st.permutations(range(sum(CAMPS))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_members_decides_nothing(order: list[int]) -> None:
    said = two_camps()
    assert (spans_groups(said[order]) == spans_groups(said)).all()


def test_nobody_at_all_is_no_group() -> None:
    assert spans_groups(np.zeros((0, 3), np.int8)).tolist() == [False] * 3


@pytest.mark.django_db
def test_nobody_but_confirmed_customers_makes_a_post_span_groups() -> None:
    assert mark_what_spans_groups() == 0
    said = two_camps()
    ideas = [make_idea() for _ in range(IDEAS)]
    people = [make_member() for _ in said]
    for who, row in zip(people, said, strict=True):
        for idea, judged in zip(ideas, row, strict=True):
            if judged > 0:
                cast_vote(idea, voter=who)
            elif judged < 0:
                mark_seen(idea, member=who)
    assert task() == 0
    verified = {"verified_at": ideas[0].created_at, "verified_by": "list"}
    type(people[0]).objects.filter(pk__in=[who.pk for who in people]).update(**verified)

    assert [task(), task()] == [8, 8]

    spanning = Idea.objects.filter(spans_groups=True).order_by("pk")
    assert list(spanning) == ideas[16:]
