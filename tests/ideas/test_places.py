"""A post's place moves as votes come, and is at last what the rows say."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DataError, OperationalError, connection, transaction

from community.actions.members import leave, restore, suspend
from community.actions.vouching import unverify, verify
from community.models import Member
from ideas.actions import ranks
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.votes import cast_vote, withdraw_vote
from ideas.models import Idea, Unranked, Vote
from ideas.ranking import best, trust_capped
from ideas.tasks import place_unranked
from tests.at_once import at_once
from tests.makers import (
    make_administrator,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
)

pytestmark = pytest.mark.django_db(transaction=True)


def place(idea: Idea, order: str = "best") -> float:
    return float(Idea.objects.values_list(order, flat=True).get(pk=idea.pk))


def moved_by(act: Callable[[], object], idea: Idea) -> float:
    """By how much its place is another once the task has run after the act."""
    place_unranked()
    before = place(idea)
    act()
    place_unranked()
    return place(idea) - before


def test_a_vote_moves_a_place_up_and_its_withdrawal_back() -> None:
    idea, voter = make_idea(), make_member(verified=True)
    up = moved_by(partial(cast_vote, idea, voter=voter), idea)
    back = moved_by(partial(withdraw_vote, idea, voter=voter), idea)
    assert up > 0
    assert back == pytest.approx(-up)
    assert not Unranked.objects.exists()


def test_who_is_confirmed_after_voting_counts_in_full_from_then_on() -> None:
    idea, voters = make_idea(), [make_member() for _ in range(4)]
    for voter in voters:
        cast_vote(idea, voter=voter)
    by_word = {"how": Member.Verified.COLLEAGUE}
    assert moved_by(partial(verify, voters[0], **by_word), idea) > 0
    by = make_administrator()
    assert moved_by(partial(unverify, voters[0], by=by), idea) < 0


def test_a_vote_of_who_is_suspended_or_left_counts_as_nobody_s() -> None:
    idea, by = make_idea(), make_administrator()
    voters = [make_member(verified=True) for _ in range(6)]
    for voter in voters:
        cast_vote(idea, voter=voter)
    why = {"by": by, "reason": "A name that was not theirs"}
    for voter in voters[:4]:
        suspend(voter, **why)
    place_unranked()
    assert place(idea) == best(trust_capped(2, 4), 0)
    assert moved_by(partial(restore, voters[0], **why), idea) > 0
    assert moved_by(partial(leave, voters[5]), idea) < 0
    assert Idea.objects.get(pk=idea.pk).vote_count == 6


def test_a_comment_lets_a_post_trend() -> None:
    idea = make_idea()
    cast_vote(idea, voter=make_member(verified=True))
    place_unranked()
    before = place(idea, "trending")
    make_comment(idea)
    place_unranked()
    assert place(idea, "trending") > before


def test_what_is_folded_in_brings_its_voters_and_takes_them_along_again() -> None:
    idea, into = make_idea(), make_idea()
    cast_vote(idea, voter=make_member(verified=True))
    place_unranked()
    before = place(into)
    merge = merge_idea(idea, into=into, by=make_colleague())
    place_unranked()
    assert place(into) > before
    undo_merge(merge)
    place_unranked()
    assert place(into) == pytest.approx(before)


def test_no_vote_is_forgotten_while_places_are_worked_out() -> None:
    idea = make_idea()
    for _ in range(8):
        voters = [make_member(verified=True) for _ in range(3)]
        at_once(
            *(partial(cast_vote, fresh(idea), voter=voter) for voter in voters),
            ranks.place_unranked,
            ranks.refresh_ranks,
        )
    place_unranked()
    assert place(idea) == best(Vote.objects.filter(idea=idea).count(), 0)


def test_a_failure_leaves_it_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    idea = make_idea()
    cast_vote(idea, voter=make_member(verified=True))
    never = "SELECT 1 / num_nulls(%s, %s, %s, %s)"
    monkeypatch.setattr(ranks, "WRITE", never)
    with pytest.raises(DataError, match="division by zero"):
        ranks.place_unranked()
    assert Unranked.objects.filter(idea=idea).exists()


def fresh(idea: Idea) -> Idea:
    return Idea.objects.select_related("conversation").get(pk=idea.pk)


def test_places_are_counted_and_written_by_one_at_a_time() -> None:
    make_idea()

    def hurried() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        ranks.refresh_ranks()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ranks.IF_ALONE)
        with pytest.raises(OperationalError, match="lock timeout"):
            at_once(hurried)
    ranks.refresh_ranks()
