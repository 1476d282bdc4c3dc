from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.errors import TooOften
from community.models import Contribution
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.votes import cast_vote, mark_seen, withdraw_vote
from ideas.errors import OwnIdea, VotingClosed
from ideas.models import Idea, Seen, Vote
from tests.makers import make_colleague, make_idea, make_member


def live(idea: Idea) -> int:
    return (
        Contribution.objects.live()
        .filter(kind="endorsed", subject=idea.subject)
        .count()
    )


def test_a_vote_counts_once_however_often_it_is_cast() -> None:
    idea, voter = make_idea(), make_member()

    cast_vote(idea, voter=voter)
    cast_vote(idea, voter=voter)

    idea.refresh_from_db()
    assert idea.vote_count == idea.votes.count() == live(idea) == 1


def test_a_withdrawn_vote_leaves_nothing_and_may_come_back() -> None:
    idea, voter = make_idea(), make_member()
    cast_vote(idea, voter=voter)

    assert withdraw_vote(idea, voter=voter).vote_count == 0
    assert withdraw_vote(idea, voter=voter).vote_count == live(idea) == 0
    assert cast_vote(idea, voter=voter).vote_count == live(idea) == 1


def test_nobody_votes_for_their_own_idea() -> None:
    idea = make_idea()
    with pytest.raises(OwnIdea, match="your own"):
        cast_vote(idea, voter=idea.author)


@pytest.mark.parametrize("status", ["shipped", "declined"])
def test_voting_ends_with_the_decision(status: str) -> None:
    idea = make_idea()
    Idea.objects.filter(pk=idea.pk).update(status=status)
    with pytest.raises(VotingClosed, match="voting is closed"):
        cast_vote(idea, voter=make_member())


def test_the_door_closes_after_three_hundred_votes_an_hour() -> None:
    idea, voter = make_idea(), make_member()
    for _ in range(300):
        cast_vote(idea, voter=voter)
    with pytest.raises(TooOften, match="Nothing is lost"):
        cast_vote(idea, voter=voter)


def test_seeing_twice_is_seeing_once() -> None:
    idea, member = make_idea(), make_member()
    mark_seen(idea, member=member)
    mark_seen(idea, member=member)
    assert Seen.objects.count() == 1


def test_a_vote_for_what_is_folded_in_can_be_taken_back_where_it_counts() -> None:
    folded, into, voter = make_idea(), make_idea(), make_member()
    cast_vote(folded, voter=voter)
    merge = merge_idea(folded, into=into, by=make_colleague())
    assert Idea.objects.for_list(voter).get(pk=into.pk).has_voted

    assert cast_vote(fresh(into), voter=voter).vote_count == 1
    assert not into.votes.exists()
    assert withdraw_vote(fresh(into), voter=voter).vote_count == 0

    assert live(folded) == live(into) == fresh(folded).vote_count == 0
    assert not Idea.objects.for_list(voter).get(pk=into.pk).has_voted
    undo_merge(merge)
    assert fresh(folded).vote_count == fresh(into).vote_count == 0


def test_who_voted_for_both_takes_both_back_at_once() -> None:
    folded, into, voter = make_idea(), make_idea(), make_member()
    for idea in (folded, into):
        cast_vote(idea, voter=voter)
    merge_idea(folded, into=into, by=make_colleague())
    assert withdraw_vote(fresh(into), voter=voter).vote_count == 0
    assert not Vote.objects.exists()


def fresh(idea: Idea) -> Idea:
    return Idea.objects.select_related("conversation", "author").get(pk=idea.pk)


@pytest.mark.django_db(transaction=True)
def test_sixteen_hands_on_one_button_leave_an_exact_count() -> None:
    idea = make_idea()
    voters = [make_member() for _ in range(8)]

    def press(n: int) -> None:
        try:
            cast_vote(Idea.objects.get(pk=idea.pk), voter=voters[n % 8])
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as hands:
        list(hands.map(press, range(32)))

    idea.refresh_from_db()
    assert idea.vote_count == idea.votes.count() == live(idea) == 8
