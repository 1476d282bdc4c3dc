"""The main ways through the house with the Tab key, letters and Enter alone."""

import pytest
from django.urls import reverse

from community.actions.passwords import give_password
from feedback.models import Handoff, Insight, Question
from ideas.models import Comment, Vote
from tests.browser.conftest import Visit
from tests.browser.judging import tab_to
from tests.makers import make_handoff, make_idea, make_member
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_signs_in_votes_and_comments(town: Town, visit: Visit) -> None:
    idea = make_idea("A bell for either thumb", author=town.alice, board=town.board)
    member = make_member(email="kim@example.com")
    give_password([member], password="a-long-quiet-phrase")
    page = visit.open()
    page.goto(idea.get_absolute_url())
    tab_to(page, "#backing a.vote")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/**")
    tab_to(page, "#id_login")
    page.keyboard.type("kim@example.com")
    tab_to(page, "#id_password")
    page.keyboard.type("a-long-quiet-phrase")
    page.keyboard.press("Enter")
    page.locator("#backing button[name=vote]").wait_for()

    tab_to(page, "#backing button[name=vote]")
    page.keyboard.press("Enter")
    page.locator("#backing button[name=vote][aria-pressed=true]").wait_for()
    page.get_by_text("1 person wants this").wait_for()
    tab_to(page, "#comment-text")
    page.keyboard.type("On the left, please.")
    tab_to(page, "#comment button")
    page.keyboard.press("Enter")
    page.locator(".comment:focus", has_text="On the left, please.").wait_for()

    assert Vote.objects.filter(idea=idea, member=member).exists()
    assert Comment.objects.get(author=member).idea == idea


def test_a_colleague_carries_a_conversation_through(town: Town, visit: Visit) -> None:
    """Opened, taken, asked about, learned from and decided, with a letter for each."""
    said = make_idea("A lid that squeaks", author=town.bob, board=town.board)
    handoff = make_handoff(said.conversation, team=town.team)
    page = visit.open(town.jonas)
    page.goto(reverse("admin:queue"))
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-queue-item]')")
    page.goto(reverse("admin:conversation", args=[handoff.pk]))
    tab_to(page, ".closed button")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take").wait_for()
    page.keyboard.press("t")
    page.get_by_role("button", name="Give back").wait_for()
    page.keyboard.press("a")
    page.keyboard.type("Since when?")
    tab_to(page, "[data-form=ask] button")
    page.keyboard.press("Enter")
    page.get_by_text("Since when?").first.wait_for()
    page.keyboard.press("i")
    page.keyboard.type("Lids squeak in winter.")
    tab_to(page, "[data-form=insight] [data-excerpt-for]")
    page.keyboard.type("A lid that squeaks")
    tab_to(page, "[data-form=insight] button")
    page.keyboard.press("Enter")
    page.get_by_text("Lids squeak in winter.").first.wait_for()
    page.keyboard.press("d")
    page.keyboard.type("Planned")
    tab_to(page, "[data-form=decide] textarea[name=text]")
    page.keyboard.type("In spring.")
    tab_to(page, "[data-form=decide] button")
    page.keyboard.press("Enter")
    page.locator(".closed").wait_for()

    handoff.refresh_from_db()
    said.refresh_from_db()
    assert handoff.taken_by == town.jonas
    assert Question.objects.filter(text="Since when?").exists()
    assert Insight.objects.filter(sentence="Lids squeak in winter.").exists()
    assert said.status == "planned"
    assert not Handoff.objects.open().filter(pk=handoff.pk).exists()
