from typing import Any

import pytest
from django.test import Client

from community.actions.members import leave
from community.errors import NotAllowed
from community.models import Notice
from feedback.actions.decisions import decide
from feedback.actions.handoffs import return_handoff
from feedback.actions.intake import bring_in
from feedback.actions.questions import answer_question, ask
from feedback.actions.routing import route
from feedback.actions.teams import open_team
from feedback.errors import AlreadyAnswered, CannotBeAsked, NoWords
from feedback.models import Question
from ideas.actions.answers import contest_answer
from ideas.actions.merges import merge_idea
from ideas.models import Answer
from tests.makers import (
    make_board,
    make_colleague,
    make_idea,
    make_member,
    make_ticket,
)


def test_a_question_goes_to_the_author_and_the_answer_back() -> None:
    open_team("Door")
    idea, ana = make_idea("A quiet lid"), make_colleague(name="Ana")
    said = idea.conversation

    question = ask(said, by=ana, text="Which lid?")
    assert ask(said, by=ana, text="Which lid? ") == question

    said.refresh_from_db()
    assert said.waits_for == "its author’s answer"
    asked = Notice.objects.get(member=idea.author, kind="question")
    assert asked.url == f"/questions/{question.pk}/"

    answer_question(question, by=idea.author, text="The blue one.")
    answer_question(question, by=idea.author, text="The blue one.")

    said.refresh_from_db()
    assert said.waits_for == "the Door team"
    assert Notice.objects.filter(member=ana, kind="staff").count() == 1
    with pytest.raises(AlreadyAnswered):
        answer_question(question, by=idea.author, text="No, the red one.")


def test_only_who_was_asked_answers_and_with_words() -> None:
    idea = make_idea()
    question = ask(idea.conversation, by=make_colleague(), text="Which lid?")
    with pytest.raises(NotAllowed):
        answer_question(question, by=make_member(), text="Mine.")
    with pytest.raises(NoWords):
        answer_question(question, by=idea.author, text=" ")
    with pytest.raises(NoWords):
        ask(idea.conversation, by=make_colleague(), text=" ")
    with pytest.raises(NotAllowed):
        ask(idea.conversation, by=make_member(), text="Why?")


def test_who_cannot_be_reached_cannot_be_asked() -> None:
    with pytest.raises(CannotBeAsked, match="Joe"):
        ask(make_ticket(outside_author="Joe"), by=make_colleague(), text="Which?")
    idea = make_idea()
    leave(idea.author)
    with pytest.raises(CannotBeAsked):
        ask(idea.conversation, by=make_colleague(), text="Which?")
    assert not Question.objects.exists()


def test_deciding_reads_answers_closes_and_tells_once() -> None:
    open_team("Door")
    idea, ana = make_idea(), make_colleague()
    for _time in range(2):
        answer = decide(
            idea.conversation,
            by=ana,
            status="planned",
            text="We start in May.",
            status_note="Planned for spring",
        )
        assert answer

    idea.refresh_from_db()
    handoff = idea.conversation.handoffs.get()
    assert (handoff.outcome, handoff.read_by) == ("decided", ana)
    assert Answer.objects.count() == 1
    assert idea.status == "planned"
    idea.conversation.refresh_from_db()
    assert idea.conversation.decided_at
    assert idea.conversation.told_at
    with pytest.raises(NoWords):
        decide(idea.conversation, by=ana, status="planned", text=" ")
    with pytest.raises(NotAllowed):
        decide(idea.conversation, by=make_member(), status="planned", text="Yes.")


def test_it_can_be_decided_before_there_is_any_team() -> None:
    idea = make_idea()
    decide(idea.conversation, by=make_colleague(), status="declined", text="No room.")
    idea.conversation.refresh_from_db()
    assert idea.conversation.read_at
    assert idea.conversation.decided_at


def test_what_was_folded_in_is_decided_with_it() -> None:
    open_team("Door")
    board = make_board()
    one, two = make_idea(board=board), make_idea(board=board)
    ana = make_colleague()
    merge_idea(two, into=one, by=ana)

    decide(one.conversation, by=ana, status="shipped", text="Out today.")

    two.conversation.refresh_from_db()
    assert two.conversation.decided_at
    assert two.conversation.told_at
    assert two.conversation.handoffs.get().outcome == "decided"


def test_what_was_said_elsewhere_is_decided_and_its_author_told() -> None:
    open_team("Door")
    mirela = make_member(email="mirela@example.com")
    said, is_new = bring_in(
        source="tickets",
        external_id="7",
        kind="ticket",
        headline="It leaks",
        author_email="Mirela@example.com",
        author_name="Mirela B",
    )
    assert is_new
    assert said.member == mirela
    assert not said.outside_author

    ana = make_colleague()
    for _time in range(2):
        decide(said, by=ana, status="planned", text="New seals.")

    said.refresh_from_db()
    assert said.decided_at
    assert said.told_at
    assert Notice.objects.filter(member=mirela, kind="told").count() == 1
    assert said.handoffs.get().outcome == "decided"


def test_the_reason_of_a_decision_stays_also_where_nobody_can_be_told() -> None:
    said, ana = make_ticket(outside_author="Joe"), make_colleague()
    decide(said, by=ana, status="declined", text="The seal would not hold.")
    decided = said.stages.get(stage="decided")
    assert (decided.by, decided.note) == (ana, "Declined, with reasons")
    assert decided.reason == "The seal would not hold."
    assert not Notice.objects.exists()


def test_a_corrected_reason_is_another_decision_and_is_told() -> None:
    mirela, ana = make_member(), make_colleague()
    said = make_ticket(member=mirela)
    for text in ("New seals.", "New seals, in May.", "New seals, in May."):
        decide(said, by=ana, status="planned", text=text)
    reasons = said.stages.filter(stage="decided").order_by("pk")
    told = Notice.objects.filter(member=mirela, kind="told").order_by("pk")
    for rows, field in ((reasons, "reason"), (told, "text")):
        assert [getattr(row, field) for row in rows] == [
            "New seals.",
            "New seals, in May.",
        ]


def test_bringing_in_twice_is_bringing_in_once() -> None:
    team = open_team("Door")
    thing: dict[str, Any] = {
        "source": "app-store",
        "external_id": "r1",
        "kind": "review",
    }
    first, is_new = bring_in(**thing, headline="Good", author_name="Jo", rating=4)
    again, is_new_again = bring_in(**thing, headline="Good", author_name="Jo")
    assert (first, is_new, is_new_again) == (again, True, False)
    assert first.outside_author == "Jo"
    handoff = route(first)
    assert handoff
    assert handoff.team == team
    assert first.handoffs.count() == 1


def test_a_member_is_known_by_an_outside_id_too() -> None:
    mirela = make_member(external_id="crm-9")
    thing: dict[str, Any] = {"source": "calls", "kind": "call", "headline": "Call"}
    said, _new = bring_in(**thing, external_id="1", author_id="crm-9")
    stranger, _new = bring_in(**thing, external_id="2", author_email="no@example.com")
    assert said.member == mirela
    assert (stranger.member, stranger.outside_email) == (None, "no@example.com")


def test_the_colleague_who_asked_reads_the_answer_where_the_notice_leads() -> None:
    ana, idea = make_colleague(), make_idea()
    question = ask(idea.conversation, by=ana, text="Since when?")
    answer_question(question, by=idea.author, text="Since the thaw.")
    page = ana.notices.get().url
    client = Client()
    for member, status in ((ana, 200), (idea.author, 200), (make_colleague(), 404)):
        client.force_login(member)
        assert client.get(page).status_code == status
    client.force_login(ana)
    assert b"Since the thaw." in client.get(page).content


def test_a_contested_decline_comes_back_to_the_team_that_declined() -> None:
    team, other = open_team("Frame"), open_team("Paint")
    idea, lead = make_idea(), make_colleague()
    handoff = idea.conversation.handoffs.get()
    assert handoff.team == team
    moved = return_handoff(handoff, by=lead, reason="It is paint.", to=other)
    answer = decide(
        idea.conversation, by=lead, status="declined", text="It would leak."
    )
    assert answer
    assert not idea.conversation.handoffs.filter(closed_at=None).exists()

    contest_answer(answer, by=idea.author, text="Mine does not.")

    back = idea.conversation.handoffs.get(closed_at=None)
    assert (back.team, back.read_at) == (moved.team, None)
    assert "Mine does not." in back.reason
    again = decide(idea.conversation, by=lead, status="planned", text="You are right.")
    assert again
    back.refresh_from_db()
    assert back.outcome == "decided"
