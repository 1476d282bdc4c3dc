from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.errors import TooOften
from community.models import Contribution
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.votes import cast_vote, mark_seen, withdraw_vote
from ideas.errors import CannotMerge, OwnIdea, VotingClosed
from ideas.models import Idea, Merge, Seen, Vote
from tests.makers import make_board, make_colleague, make_idea, make_member

MACHINE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


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


STEP = st.tuples(
    st.sampled_from(["vote", "withdraw", "merge", "undo"]),
    st.integers(0, 2),
    st.integers(0, 2),
)


class Room:
    """Three ideas and three voters, to whom things happen in any order."""

    def __init__(self) -> None:
        board = make_board()
        self.ideas = [make_idea(board=board) for _ in range(3)]
        self.voters = [make_member() for _ in range(3)]
        self.colleague = make_colleague()
        self.merges: list[Merge] = []

    def step(self, verb: str, a: int, b: int) -> None:
        idea = Idea.objects.get(pk=self.ideas[a].pk)
        if verb == "vote":
            cast_vote(idea, voter=self.voters[b])
        elif verb == "withdraw":
            withdraw_vote(idea, voter=self.voters[b])
        elif verb == "merge":
            into = self.ideas[b]
            self.merges.append(merge_idea(idea, into=into, by=self.colleague))
        elif self.merges:
            undo_merge(self.merges.pop())


@given(steps=st.lists(STEP, max_size=14))
@MACHINE
def test_counts_are_distinct_voters_whatever_happens(
    steps: list[tuple[str, int, int]],
) -> None:
    room = Room()
    for verb, a, b in steps:
        with suppress(VotingClosed, CannotMerge):
            room.step(verb, a, b)

    for idea in Idea.objects.exclude(status="merged"):
        family = Idea.objects.filter(Q(pk=idea.pk) | Q(merged_into=idea))
        voters = set(
            Vote.objects.filter(idea__in=family).values_list("member", flat=True)
        )
        lines = Contribution.objects.live().filter(kind="endorsed", thread=idea.theme)
        assert idea.vote_count == len(voters)
        assert set(lines.values_list("given_by", flat=True)) == voters


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
