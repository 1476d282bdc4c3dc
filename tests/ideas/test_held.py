"""What newcomers and rules hold: it waits, is looked at, and is posted or refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.api_keys import create_api_key
from community.actions.members import leave, suspend
from community.actions.rulings import answer_appeal, appeal_ruling
from community.errors import NoReason, NotAllowed, TooOften
from community.models import Board, Member, Notice, Ruling, Tally
from ideas.actions.comments import edit_comment
from ideas.actions.held import approve_held, refuse_held, submit_comment, submit_idea
from ideas.actions.ideas import edit_idea
from ideas.actions.word_rules import drop_word_rule, set_word_rule
from ideas.errors import NotTaken, WaitsForALook
from ideas.models import Comment, Held, Idea
from tests.makers import (
    make_administrator,
    make_board,
    make_comment,
    make_idea,
    make_member,
)
from tests.pages.conftest import signed_in

LINK = "Look at https://shop.example/lid, it is quiet."


@pytest.fixture
def board() -> Board:
    return make_board()


def sent(board: Board, author: Member | None = None, **said: Any) -> Idea | Held:
    said = {"title": "A quiet lid", "body": LINK, "kind": "idea"} | said
    return submit_idea(author=author or make_member(), board=board, **said)


def held(board: Board, **said: Any) -> Held:
    found = sent(board, **said)
    assert isinstance(found, Held)
    return found


def known() -> Member:
    member = make_member()
    for _ in range(3):
        make_comment(author=member)
    return member


def test_a_newcomer_s_link_waits_and_nothing_is_posted(board: Board) -> None:
    waiting = held(board)

    assert waiting.why == "Links of new members are looked at first."
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    "author",
    [known, lambda: make_member(verified=True), lambda: make_member(is_staff=True)],
)
def test_who_is_known_posts_at_once(board: Board, author: Any) -> None:
    assert isinstance(sent(board, author()), Idea)


def test_words_without_a_link_are_posted_at_once(board: Board) -> None:
    assert isinstance(sent(board, body="It rattles."), Idea)


def test_a_link_to_this_site_is_no_reason(board: Board, settings: Any) -> None:
    settings.BASE_URL = "https://ideas.firm.example"
    body = "As in https://ideas.firm.example/ideas/7/ before."
    assert isinstance(sent(board, body=body), Idea)


def test_what_was_taken_off_before_makes_a_newcomer_wait(board: Board) -> None:
    author = make_member()
    refuse_held(
        held(board, author=author), by=make_administrator(), reason="An advert."
    )

    waiting = held(board, author=author, body="It rattles.")
    assert "taken off before" in waiting.why


def test_the_very_same_words_from_another_account_wait(board: Board) -> None:
    words = "Everybody should look at this wonderful lid of ours today."
    sent(board, body=words)

    assert "very same words" in held(board, body=words).why


def test_a_rule_holds_what_even_confirmed_customers_say(board: Board) -> None:
    set_word_rule(
        kind="words", pattern="recall", outcome="hold", reason="Lawyers read."
    )
    author = make_member(verified=True)

    assert held(board, author=author, title="The recall of May").why == "Lawyers read."
    assert isinstance(sent(board, author, title="I recalled"), Idea)


def test_a_rule_refuses_with_its_reason(board: Board) -> None:
    rule = set_word_rule(
        kind="link",
        pattern="shop.example",
        outcome="refuse",
        reason="No shops, please.",
    )
    with pytest.raises(NotTaken, match="No shops"):
        sent(board, known())
    drop_word_rule(rule)

    assert isinstance(sent(board, known()), Idea)


def test_what_is_sent_twice_waits_once(board: Board) -> None:
    author = make_member()
    first, second = (held(board, author=author, external_id="form:1") for _ in range(2))

    assert first == second


def test_the_door_counts_what_waits_and_approving_does_not(board: Board) -> None:
    author = make_member()
    waiting = [held(board, author=author, title=f"A lid {n}") for n in range(3)]
    with pytest.raises(TooOften):
        held(board, author=author)
    count = Tally.objects.get(key=f"post:{author.pk}").count
    for each in waiting:
        approve_held(each, by=make_administrator())

    assert Idea.objects.count() == 3
    assert Tally.objects.get(key=f"post:{author.pk}").count == count


def test_what_is_approved_is_posted_as_of_when_it_was_sent(board: Board) -> None:
    waiting = held(board)
    Held.objects.update(held_at=timezone.now() - timedelta(hours=9))
    waiting.refresh_from_db()

    assert approve_held(waiting, by=make_administrator())
    assert not approve_held(waiting, by=make_administrator())

    idea = Idea.objects.get()
    assert (idea.created_at, idea.body) == (waiting.held_at, LINK)
    assert idea.conversation.received_at == waiting.held_at
    notice = Notice.objects.get(member=idea.author)
    assert notice.url == idea.get_absolute_url()


def test_a_comment_waits_with_what_it_answers(board: Board) -> None:
    idea, said = make_idea(board=board), make_comment(make_idea(board=board))
    author = make_member()
    waiting = submit_comment(said.idea, author=author, text=LINK, reply_to=said)
    assert isinstance(waiting, Held)
    approve_held(waiting, by=make_administrator())

    comment = Comment.objects.get(author=author)
    assert (comment.idea, comment.parent, comment.body) == (said.idea, said, LINK)
    assert idea.comment_count == 0


def test_what_is_refused_has_a_ruling_that_can_be_appealed(board: Board) -> None:
    waiting, by = held(board), make_administrator()
    with pytest.raises(NoReason):
        refuse_held(waiting, by=by, reason=" ")
    refuse_held(waiting, by=by, reason="An advert.")
    assert not refuse_held(waiting, by=by, reason="Again.")

    ruling = Ruling.objects.get()
    assert (ruling.member, ruling.reason) == (waiting.author, "An advert.")
    appeal_ruling(ruling, words="It is my own lid.")
    answer_appeal(ruling, by=make_administrator(), is_overturned=True, words="True.")

    assert Idea.objects.get().created_at == waiting.held_at
    assert Held.objects.get().state == Held.State.APPROVED


def test_of_who_was_suspended_nothing_is_posted(board: Board) -> None:
    waiting = held(board)
    suspend(waiting.author, by=make_administrator(), reason="Adverts.")
    waiting.author.refresh_from_db()
    with pytest.raises(NotAllowed):
        approve_held(waiting, by=make_administrator())

    assert Held.objects.waiting().exists()


def test_of_who_left_nothing_waits(board: Board) -> None:
    leave(held(board).author)

    assert not Held.objects.exists()


def test_a_link_does_not_come_in_by_a_change(board: Board) -> None:
    author = make_member()
    idea = sent(board, author, body="It rattles.")
    assert isinstance(idea, Idea)
    with pytest.raises(WaitsForALook):
        edit_idea(idea, by=author, title="A quiet lid", body=LINK)
    comment = make_comment(idea, author=author)
    with pytest.raises(WaitsForALook):
        edit_comment(comment, by=author, text=LINK)

    edit_idea(idea, by=author, title="A quiet lid", body="It rattles loudly.")


def test_what_was_looked_at_may_be_changed_around(board: Board) -> None:
    author = make_member()
    approve_held(held(board, author=author), by=make_administrator())
    idea = Idea.objects.get()

    edit_idea(idea, by=author, title="A quieter lid", body=f"Really. {LINK}")
    with pytest.raises(WaitsForALook):
        edit_idea(idea, by=author, title="A", body=f"{LINK} https://other.example")


def test_its_author_sees_that_it_waits_and_nobody_else(board: Board) -> None:
    author = make_member()
    form = {
        "title": "A quiet lid", "kind": "idea", "board": board.pk, "body": LINK, "met": "on",
    }  # fmt: skip
    page = signed_in(author).post(reverse("ideas:idea-new"), form, follow=True)

    html = page.content.decode()
    assert "Somebody looks at it before it is posted" in html
    assert "Waits for a look" in html
    for other in [signed_in(make_member()), Client()]:
        seen = other.get(author.get_absolute_url()).content.decode()
        assert "A quiet lid" not in seen


def test_its_author_sees_why_it_was_not_posted(board: Board) -> None:
    waiting = held(board)
    refuse_held(waiting, by=make_administrator(), reason="An advert.")

    page = signed_in(waiting.author).get(waiting.author.get_absolute_url())
    html = page.content.decode()
    assert "An advert." in html
    assert Ruling.objects.get().get_absolute_url() in html


def test_a_comment_that_waits_leads_to_one_s_own_page(board: Board) -> None:
    author, idea = make_member(), make_idea(board=board)
    place = reverse("ideas:comment-new", args=[idea.pk])
    answer = signed_in(author).post(
        place, {"text": LINK}, headers={"hx-request": "true"}
    )

    assert answer["HX-Redirect"] == author.get_absolute_url()
    assert not Comment.objects.exists()


def test_a_program_is_told_that_it_waits(board: Board) -> None:
    _key, text = create_api_key("Mine", scopes=["read", "post"], member=make_member())
    said = {"title": "A quiet lid", "kind": "idea", "board": board.slug, "body": LINK}
    answer = Client().post(
        "/api/v1/ideas/",
        said,
        content_type="application/json",
        headers={"authorization": f"Bearer {text}"},
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "waits_for_a_look"
    assert Held.objects.waiting().exists()


def test_asking_whether_it_waits_costs_a_confirmed_customer_one_query(
    board: Board, django_assert_num_queries: Any
) -> None:
    from ideas.actions.judging import reasons_to_hold

    set_word_rule(kind="words", pattern="recall")
    set_word_rule(kind="words", pattern="pills")
    author = make_member(verified=True)
    with django_assert_num_queries(1):
        assert reasons_to_hold(author, LINK) == []
