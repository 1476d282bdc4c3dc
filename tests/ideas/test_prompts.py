"""A board's questions give a new post its shape; what is kept is plain words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Board
from ideas.actions.prompts import drop_prompt, set_prompt
from ideas.errors import TooManyPrompts
from ideas.models import Idea, Prompt
from ideas.prompts import with_answers
from tests.makers import make_administrator, make_board, make_member
from tests.pages.conftest import signed_in

NEW = "ideas:idea-new"


@pytest.fixture
def board() -> Board:
    return make_board("Kettles")


@pytest.fixture
def member() -> Client:
    return signed_in(make_member())


def said(board: Board, *seen: Prompt, **more: Any) -> dict[str, Any]:
    asked = " ".join(str(each.pk) for each in seen)
    return {
        "title": "The lid rattles", "kind": "problem", "board": board.pk, "asked": asked,
        "met": "on", **more,
    }  # fmt: skip


def ask(board: Board, question: str, **details: Any) -> Prompt:
    return set_prompt(board=board, question=question, **details)


def test_answers_become_headed_paragraphs() -> None:
    assert with_answers(
        "It rattles.", [("What did you do?", "I *held* it. "), ("Why?", " ")]
    ) == ("It rattles.\n\n**What did you do?**\n\nI *held* it.")
    assert with_answers("", []) == ""
    assert with_answers("", [("Which *one*?", "Both")]).startswith(
        "**Which \\*one\\*?**"
    )


def test_a_post_keeps_the_questions_that_it_answered(
    board: Board, member: Client
) -> None:
    what, why = ask(board, "What did you try?"), ask(board, "Why?")
    form = said(board, what, why, body="It rattles.")
    member.post(reverse(NEW), form | {f"prompt-{what.pk}": "A cloth."})

    idea = Idea.objects.get()
    assert idea.body == "It rattles.\n\n**What did you try?**\n\nA cloth."
    set_prompt(what, board=board, question="Something else?")
    drop_prompt(why)
    page = member.get(idea.get_absolute_url()).content.decode()
    assert "<strong>What did you try?</strong>" in page


def test_what_must_be_answered_is_asked_for_again(board: Board, member: Client) -> None:
    prompt = ask(board, "What did you try?", is_required=True)
    page = member.post(reverse(NEW), said(board, prompt, body="Kept.")).content.decode()

    assert "This field is required" in page
    assert "Kept." in page
    assert not Idea.objects.exists()


def test_who_changes_the_board_without_javascript_sees_its_questions_first(
    board: Board, member: Client
) -> None:
    prompt = ask(board, "What did you try?", is_required=True)
    page = member.post(reverse(NEW), said(board, body="Kept.")).content.decode()

    assert "This board asks a little more" in page
    assert "This field is required" not in page
    assert f'name="asked" value="{prompt.pk}"' in page
    assert f'name="prompt-{prompt.pk}"' in page
    assert not Idea.objects.exists()


def test_a_kind_has_questions_of_its_own(board: Board, member: Client) -> None:
    ask(board, "Of all?")
    ask(board, "Of problems?", kind="problem")
    ask(make_board(), "Elsewhere?")

    def asked(kind: str) -> str:
        wish = {"board": board.pk, "kind": kind}
        return member.get(reverse("ideas:prompts"), wish).content.decode()

    assert "Of all?" in asked("idea")
    assert "Of problems?" not in asked("idea")
    assert "Of problems?" in asked("problem")
    assert "Elsewhere?" not in asked("problem")


@pytest.mark.parametrize(
    "wish", ["board=", "board=x&kind=y", "board=99999999999999999999"]
)
def test_a_board_that_is_none_asks_nothing(member: Client, wish: str) -> None:
    assert member.get(f"{reverse('ideas:prompts')}?{wish}").status_code == 200
    assert member.get(f"{reverse(NEW)}?{wish}").status_code == 200


def test_all_of_it_fits_in_a_post(board: Board, member: Client) -> None:
    prompt = ask(board, "What did you try?")
    long = {f"prompt-{prompt.pk}": "y" * 3000}
    page = member.post(reverse(NEW), said(board, prompt, body="x" * 18_000, **long))

    assert "more than 20000 letters" in page.content.decode()
    assert not Idea.objects.exists()


def test_five_questions_are_enough(board: Board) -> None:
    for n in range(4):
        ask(board, f"Question {n}?")
    ask(board, "Of ideas?", kind="idea")
    ask(board, "Of problems?", kind="problem")

    with pytest.raises(TooManyPrompts):
        ask(board, "One more?")
    ask(board, "Of experiences?", kind="experience")


def test_questions_are_set_at_the_desk_or_refused_in_the_form(board: Board) -> None:
    desk, address = signed_in(make_administrator()), reverse("admin:ideas_prompt_add")
    form = {"board": board.pk, "kind": "", "position": 1}
    for n in range(6):
        page = desk.post(address, form | {"question": f"Question {n}?"})

    assert "Five questions are enough" in page.content.decode()
    assert Prompt.objects.count() == 5
    place = reverse("admin:ideas_prompt_delete", args=[Prompt.objects.first().pk])
    desk.post(place, {"post": "yes"})
    assert Prompt.objects.count() == 4
