"""The queue of what waits for a look, and rules on words, tried before they hold."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ideas.actions.held import submit_idea
from ideas.models import Held, Idea, WordRule
from tests.makers import (
    make_administrator,
    make_board,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
)
from tests.pages.conftest import signed_in

QUEUE = "admin:ideas_held_changelist"
TRIAL = "admin:word-rule-trial"


@pytest.fixture
def desk() -> Client:
    return signed_in(make_administrator())


def waiting(count: int = 1) -> list[int]:
    board = make_board()
    for n in range(count):
        submit_idea(
            author=make_member(), board=board, title=f"A lid {n}",
            body="See https://a.example", kind="idea",
        )  # fmt: skip
    return list(Held.objects.values_list("pk", flat=True))


def act(desk: Client, action: str, chosen: list[int], reason: str = "") -> Any:
    said = {"action": action, "_selected_action": chosen, "reason": reason}
    return desk.post(reverse(QUEUE), said, follow=True)


def test_many_are_approved_at_once(desk: Client) -> None:
    page = act(desk, "approve", waiting(3))

    assert "3 are posted" in page.content.decode()
    assert Idea.objects.count() == 3


def test_many_are_refused_with_one_reason_or_not_at_all(desk: Client) -> None:
    chosen = waiting(2)
    act(desk, "refuse", chosen)
    assert Held.objects.waiting().count() == 2

    act(desk, "refuse", chosen, reason="Adverts.")
    assert not Held.objects.waiting().exists()
    assert not Idea.objects.exists()


def test_the_bar_says_how_many_wait(desk: Client) -> None:
    assert "To look at" not in desk.get(reverse("admin:index")).content.decode()
    waiting(2)

    page = desk.get(reverse("admin:index")).content.decode()
    assert "To look at" in page
    assert '<span class="count">2</span>' in page


def test_it_is_for_administrators() -> None:
    waiting()
    colleague = signed_in(make_colleague())

    assert colleague.get(reverse(QUEUE)).status_code == 403
    assert "To look at" not in colleague.get(reverse("admin:index")).content.decode()


def test_a_rule_is_tried_on_what_was_said_before_it_is_saved(desk: Client) -> None:
    make_idea("Cheap pills for kettles")
    make_comment(text="No pills here, but a lid.")
    make_comment(text="Nothing of it.")
    make_idea("Our own pills", author=make_colleague())
    rule = {"kind": "words", "pattern": "PILLS", "outcome": "refuse", "reason": ""}

    page = desk.post(reverse(TRIAL), rule).content.decode()

    assert "2 would have been met" in page
    assert "Cheap pills for kettles" in page
    assert "Our own pills" not in page
    assert not WordRule.objects.exists()


def test_a_rule_that_says_nothing_is_not_tried(desk: Client) -> None:
    page = desk.post(reverse(TRIAL), {"kind": "words", "pattern": ""}).content.decode()

    assert "This field is required" in page


def test_of_an_address_only_the_domain_is_kept(desk: Client) -> None:
    said = {
        "kind": "link",
        "pattern": "https://Pills.example/buy?now",
        "outcome": "hold",
    }
    desk.post(reverse("admin:ideas_wordrule_add"), said)

    assert WordRule.objects.get().pattern == "pills.example"
