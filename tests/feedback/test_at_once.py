"""Two people do the same at the same moment: one thing happens, nobody sees an error."""

from datetime import date
from functools import partial

import pytest

from community.actions.standings import publish_standings
from community.models import StandingRun
from feedback.actions.decisions import decide
from feedback.actions.handoffs import note_handoff, open_handoff, reopen_handoff
from feedback.models import Handoff
from ideas.actions.ideas import edit_idea, withdraw_idea
from ideas.actions.votes import cast_vote
from ideas.models import Idea
from tests.at_once import at_once
from tests.makers import make_colleague, make_handoff, make_idea, make_member

ROUNDS = 12


@pytest.mark.django_db(transaction=True)
def test_one_opens_what_another_decides_and_neither_waits_for_ever() -> None:
    ana, bo = make_colleague(), make_colleague()
    for _ in range(ROUNDS):
        handoff = make_handoff(make_idea().conversation)
        opened = Handoff.objects.get(pk=handoff.pk)
        said, yes = handoff.conversation, {"status": "planned", "text": "Yes."}
        at_once(
            partial(open_handoff, opened, by=ana), partial(decide, said, by=bo, **yes)
        )
        assert Handoff.objects.get(pk=handoff.pk).outcome == "decided"


@pytest.mark.django_db(transaction=True)
def test_a_post_is_edited_decided_voted_for_and_withdrawn_at_once() -> None:
    ana = make_colleague()
    for _ in range(ROUNDS):
        pk = make_idea().pk
        author, words = fresh(pk).author, {"title": "Another title", "body": ""}
        yes = {"status": "planned", "text": "Yes."}
        at_once(
            partial(edit_idea, fresh(pk), by=author, **words),
            partial(decide, fresh(pk).conversation, by=ana, **yes),
            partial(cast_vote, fresh(pk), voter=make_member()),
            partial(withdraw_idea, fresh(pk), by=author),
        )
        left = fresh(pk)
        assert (left.status, left.conversation.is_hidden) == ("hidden", True)
        assert left.vote_count == left.votes.count()
        assert not author.contributions.live().exists()


def fresh(pk: int) -> Idea:
    return Idea.objects.select_related("conversation", "author").get(pk=pk)


@pytest.mark.django_db(transaction=True)
def test_two_closed_hand_offs_cannot_both_be_reopened() -> None:
    ana, said = make_colleague(), make_idea().conversation
    first, second = None, None
    for _ in range(2):
        handoff = make_handoff(said)
        note_handoff(handoff, by=ana, note="Nothing new.")
        first, second = second, handoff
    rows = [Handoff.objects.get(pk=each.pk) for each in (first, second) if each]
    at_once(*(partial(reopen_handoff, row, by=ana) for row in rows))
    assert Handoff.objects.open().count() == 1


@pytest.mark.django_db(transaction=True)
def test_standings_published_twice_at_once_are_one_run() -> None:
    make_idea()
    day = date(2026, 3, 1)
    runs = at_once(*[partial(publish_standings, day)] * 3)
    assert len({run.pk for run in runs}) == StandingRun.objects.count() == 1
