"""What the desk does with several at once happens to all of them or to none."""

import pytest
from django.test import Client

from community.actions.vouching import verify
from community.models import Member
from feedback.actions.decisions import decide_together
from feedback.actions.handoffs import note_handoff
from feedback.admin.facts import facts_of
from feedback.errors import NoWords
from feedback.models import Handoff, Insight
from ideas.actions.merges import merge_idea
from ideas.actions.votes import cast_vote
from ideas.models import Answer, Idea
from tests.desk.test_queue import desk_of, page
from tests.makers import (
    make_colleague,
    make_handoff,
    make_idea,
    make_member,
    make_team,
    make_ticket,
)

pytestmark = pytest.mark.django_db
YES = {"status": "planned", "text": "We will."}


def test_what_is_folded_into_one_of_them_is_decided_with_it(client: Client) -> None:
    colleague, team = desk_of(client)
    one, two = (
        make_idea(
            f"The lid rattles when I ride, case {n}", body="It rattles so loudly."
        )
        for n in range(2)
    )
    first, second = (make_handoff(each.conversation, team=team) for each in (one, two))
    merge_idea(two, into=one, by=colleague)

    asked = YES | {"same": [second.pk]}
    done = client.post(page("decide", first), asked, follow=True)

    assert done.status_code == 200
    assert "Decided, with your name" in done.content.decode()
    assert Answer.objects.get().idea == one
    assert set(Handoff.objects.values_list("outcome", flat=True)) == {"decided"}


def test_a_decision_that_one_of_them_refuses_is_made_on_none() -> None:
    said = [make_idea().conversation, make_ticket()]

    with pytest.raises(NoWords):
        decide_together(said, by=make_colleague(), status="planned", text=" ")
    assert decide_together(said, by=make_colleague(), **YES) == 2
    assert decide_together([], by=make_colleague(), **YES) == 0


def test_an_insight_that_is_refused_has_read_nothing(client: Client) -> None:
    _colleague, team = desk_of(client)
    handoff = make_handoff(make_ticket("It leaks."), team=team)

    said = {"sentence": "Seals age.", f"excerpt-{handoff.pk}": "It never leaked"}
    client.post(page("insight", handoff), said)

    handoff.refresh_from_db()
    assert handoff.read_at is None


@pytest.mark.parametrize("is_own", [False, True])
def test_words_of_who_left_the_group_are_not_lost(
    client: Client, *, is_own: bool
) -> None:
    colleague, team = desk_of(client)
    first, second = (
        make_handoff(
            make_idea(
                f"The rear light blinds me, {n}", body="It blinds me."
            ).conversation,
            team=team,
        )
        for n in range(2)
    )
    client.post(page("open", first))
    for each in (second, first) if is_own else (second,):
        note_handoff(each, by=colleague, note="Known.")

    said = {
        "sentence": "Rear lights blind.",
        f"excerpt-{first.pk}": "blinds me",
        f"excerpt-{second.pk}": "It blinds me",
    }
    answer = client.post(page("insight", first), said)

    assert answer.status_code == 422
    assert "“It blinds me”" in answer.content.decode()
    assert "Rear lights blind." in answer.content.decode()
    assert not Insight.objects.exists()


def test_the_team_that_is_looked_at_stays_chosen(client: Client) -> None:
    colleague, _team = desk_of(client)
    team = make_team("App and stitches", colleague)
    handoff = make_handoff(team=team)

    moved = client.post(f"{page('take', handoff)}?team={team.slug}")

    assert moved.headers["Location"].endswith(f"?team={team.slug}")


def test_who_stands_behind_a_post_stands_behind_what_was_folded_into_it(
    client: Client,
) -> None:
    colleague, team = desk_of(client)
    one, two = make_idea(), make_idea()
    for idea in (one, two):
        verify(cast_vote_by(idea), how=Member.Verified.CUSTOMER_LIST)
    merge_idea(two, into=one, by=colleague)

    facts = facts_of(make_handoff(Idea.objects.get(pk=one.pk).conversation, team=team))

    assert facts.backing == (2, 2)
    assert facts.follower_count == 1  # the author of what was folded in


def cast_vote_by(idea: Idea) -> Member:
    voter = make_member()
    cast_vote(idea, voter=voter)
    return voter
