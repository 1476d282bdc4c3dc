"""What somebody is writing is kept for them: on every device, until it is posted."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import tasks
from community.actions import drafts
from community.actions.drafts import discard_draft, keep_draft
from community.actions.members import leave
from community.models import Draft, Member
from ideas.actions.prompts import set_prompt
from ideas.models import Comment, Idea
from tests.makers import make_member
from tests.pages.conftest import signed_in
from tests.pages.town import Town

HTMX = {"HX-Request": "true"}
DOOR, COMPOSER = reverse("ideas:idea-draft"), reverse("ideas:idea-new")


@pytest.fixture
def member() -> Member:
    return make_member()


@pytest.fixture
def town() -> Town:
    return Town()


def body_of(page: Any) -> str:
    return str(page.context["form"]["body"].value())


def test_what_is_being_written_is_there_on_another_device(member: Member) -> None:
    said = {"title": "A bell", "body": " It rings\n", "kind": "problem"}
    line = signed_in(member).post(DOOR, said, headers=HTMX)
    assert "Draft kept" in line.content.decode()
    assert "<html" not in line.content.decode()

    page = signed_in(member).get(COMPOSER)

    assert body_of(page) == " It rings\n"
    assert page.context["form"]["kind"].value() == "problem"
    assert signed_in(make_member()).get(COMPOSER).context["writing"].draft is None


def test_answers_to_what_a_board_asks_are_kept_with_it(town: Town) -> None:
    asks = set_prompt(board=town.board, question="When does it happen?")
    answer = {f"prompt-{asks.pk}": "When it rains."}
    said = {"title": "", "body": "", "kind": "idea", "board": town.board.pk}
    client = signed_in(town.alice)
    client.post(DOOR, said | answer | {"prompt-x": "no", "other": "no"}, headers=HTMX)

    page = signed_in(town.alice).get(COMPOSER)

    assert "When it rains." in page.content.decode()
    assert Draft.objects.get().words.keys() == {*said, *answer}


def test_a_button_keeps_it_without_javascript(member: Member) -> None:
    page = signed_in(member).post(DOOR, {"title": "A bell"}, follow=True)
    assert "Your draft is kept" in page.content.decode()
    assert 'value="A bell"' in page.content.decode()


def test_one_row_stands_for_each_place(member: Member) -> None:
    for n in range(3):
        keep_draft(member, "here", {"text": str(n)})
    keep_draft(member, "there", {"text": "x"})
    assert [d.words["text"] for d in member.drafts.order_by("pk")] == ["2", "x"]


def test_nothing_written_is_no_draft(member: Member) -> None:
    client = signed_in(member)
    client.post(DOOR, {"title": "A bell"}, headers=HTMX)
    client.post(DOOR, {"title": " ", "kind": "idea", "board": "3"}, headers=HTMX)
    assert not Draft.objects.exists()


def test_posting_ends_it_and_a_button_discards_it(town: Town) -> None:
    client = signed_in(town.bob)
    said = {"title": "Heated grips", "kind": "idea", "board": town.board.pk}
    client.post(DOOR, said)
    client.post(COMPOSER, said | {"met": "on"})
    assert Idea.objects.latest("pk").title == "Heated grips"
    assert not Draft.objects.exists()

    client.post(DOOR, said)
    page = client.post(DOOR, said | {"discard": "on"}, follow=True)

    assert page.redirect_chain[-1][0] == COMPOSER
    assert not Draft.objects.exists()
    discard_draft(town.bob, "ideas.idea:new")


def test_something_else_begun_does_not_write_over_it(member: Member) -> None:
    client = signed_in(member)
    client.post(DOOR, {"title": "A bell", "body": "It rings"})

    html = client.get(COMPOSER, {"title": "A lamp"}).content.decode()

    assert "You have not finished “A bell”." in html
    assert "It rings" not in html
    assert 'class="kept' not in html
    assert "It rings" in client.get(COMPOSER, {"title": "A bell"}).content.decode()


def test_a_composer_opened_for_a_board_has_a_draft_of_its_own(town: Town) -> None:
    client, board = signed_in(town.bob), {"board": town.board.pk}
    client.post(f"{DOOR}?board={town.board.pk}", {"body": "About the board"})
    assert body_of(client.get(COMPOSER, board)) == "About the board"
    assert body_of(client.get(COMPOSER)) == "None"


def test_comments_and_replies_are_kept_each_where_they_stand(town: Town) -> None:
    client = signed_in(town.alice)
    door = reverse("ideas:comment-draft", args=[town.idea.pk])
    form = reverse("ideas:comment-new", args=[town.idea.pk])
    reply = {"reply_to": town.comment.pk}
    client.post(door, {"text": "In general."}, headers=HTMX)
    client.post(door, {"text": "To you."} | reply, headers=HTMX)

    assert "In general." in client.get(town.idea.get_absolute_url()).content.decode()
    shown = client.get(form, reply, headers=HTMX).content.decode()
    assert "To you." in shown
    assert "In general." not in shown

    client.post(form, {"text": "To you."} | reply, headers=HTMX)
    assert Comment.objects.latest("pk").parent == town.comment
    assert [each.words["text"] for each in Draft.objects.all()] == ["In general."]


def test_htmx_gets_an_empty_form_for_what_is_discarded(town: Town) -> None:
    client = signed_in(town.alice)
    door = reverse("ideas:comment-draft", args=[town.idea.pk])
    client.post(door, {"text": "Never mind."}, headers=HTMX)
    said = {"text": "Never mind.", "discard": "on"}
    html = client.post(door, said, headers=HTMX).content.decode()
    assert "<form" in html
    assert "Never mind." not in html
    assert not Draft.objects.exists()


def test_what_is_too_long_is_not_kept_and_says_so(member: Member) -> None:
    client = signed_in(member)
    said = {"title": "A bell", "body": "x" * 20_001}
    assert "too long" in client.post(DOOR, said, headers=HTMX).content.decode()
    page = client.post(DOOR, said, follow=True)
    assert "too long" in page.content.decode()
    assert not Draft.objects.exists()


def test_what_is_hidden_has_no_place_to_write(town: Town) -> None:
    from ideas.actions.ideas import hide_idea

    hide_idea(town.idea)
    door = reverse("ideas:comment-draft", args=[town.idea.pk])
    assert signed_in(town.bob).post(door, {"text": "x"}).status_code == 404


def test_words_that_another_device_kept_meanwhile_are_not_written_over(
    member: Member,
) -> None:
    client = signed_in(member)
    client.post(DOOR, {"body": "One", "after": ""}, headers=HTMX)
    first = Draft.objects.get().version
    client.post(DOOR, {"body": "Two", "after": first}, headers=HTMX)

    for after in ["", first, "nonsense"]:
        said = {"body": "Three", "after": after}
        line = client.post(DOOR, said, headers=HTMX).content.decode()
        assert "Another device or window" in line

    assert Draft.objects.get().words["body"] == "Two"


def test_the_oldest_make_room(member: Member, monkeypatch: Any) -> None:
    monkeypatch.setattr(drafts, "MOST", 3)
    for n in range(5):
        keep_draft(member, f"place {n}", {"text": "x"})
    places = set(member.drafts.values_list("place", flat=True))
    assert places == {"place 2", "place 3", "place 4"}


def test_after_ninety_days_they_are_forgotten(member: Member) -> None:
    now = timezone.now()
    for days in (89, 91):
        at = now - timedelta(days=days)
        keep_draft(member, str(days), {"text": "x"}, at=at)
    tasks.clean_up()
    assert [each.place for each in Draft.objects.all()] == ["89"]


def test_who_left_has_none_and_gets_none(member: Member) -> None:
    keep_draft(member, "here", {"text": "x"})
    stale = Member.objects.get(pk=member.pk)
    leave(member)
    assert keep_draft(stale, "here", {"text": "x"}) is None
    assert not Draft.objects.exists()


def test_a_visitor_is_asked_to_sign_in() -> None:
    page = Client().post(DOOR, {"title": "A bell"})
    assert page.status_code == 302
    assert not Draft.objects.exists()
