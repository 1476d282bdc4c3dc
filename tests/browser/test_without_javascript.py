"""Every step of the loop as plain forms and links: on the site and on the desk."""

import pytest
from django.urls import reverse

from feedback.models import Insight, Question
from ideas.actions.words import refresh_words
from ideas.models import Comment, Idea, Vote
from tests.browser.conftest import Visit
from tests.makers import make_handoff, make_idea
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_member_searches_posts_votes_and_comments(town: Town, visit: Visit) -> None:
    refresh_words()
    page = visit.open(town.bob, java_script_enabled=False)
    page.goto("/")
    page.locator("#find").fill("batery")
    page.locator("#find").press("Enter")
    page.get_by_role("link", name=town.idea.title).wait_for()
    page.get_by_role("link", name="Share yours").click()
    page.locator("#id_title").fill("Heated grips for the winter")
    page.locator("#id_body").fill("My hands freeze at the ferry.")
    page.locator("main form button.is-main").click()
    page.wait_for_url("**/heated-grips-for-the-winter/")
    other = make_idea("A bell for either thumb", author=town.alice, board=town.board)
    page.goto(other.get_absolute_url())
    page.get_by_role("button", name="I want this too").click()
    page.get_by_text("You want this too").wait_for()
    page.locator("#comment-text").fill("On the left, please.")
    page.get_by_role("button", name="Post comment").click()
    page.locator(".comment", has_text="On the left, please.").wait_for()

    assert Idea.objects.get(author=town.bob).body == "My hands freeze at the ferry."
    assert Vote.objects.filter(idea=other, member=town.bob).exists()
    assert Comment.objects.get(idea=other).author == town.bob


def test_a_colleague_takes_asks_learns_and_decides(town: Town, visit: Visit) -> None:
    said = make_idea("A lid that squeaks", author=town.bob, board=town.board)
    handoff = make_handoff(said.conversation, team=town.team)
    page = visit.open(town.jonas, java_script_enabled=False)
    page.goto(reverse("admin:conversation", args=[handoff.pk]))
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Take").click()
    page.get_by_role("button", name="Give back").wait_for()
    page.locator("input[value=ask]").check()
    page.locator("[data-form=ask] textarea").fill("Since when?")
    page.locator("[data-form=ask] button").click()
    page.get_by_text("Since when?").first.wait_for()
    page.locator("input[value=insight]").check()
    page.locator("[data-form=insight] [name=sentence]").fill("Lids squeak in winter.")
    page.locator(f"[name=excerpt-{handoff.pk}]").fill("A lid that squeaks")
    page.locator("[data-form=insight] button").click()
    page.get_by_text("Lids squeak in winter.").first.wait_for()
    page.locator("input[value=decide]").check()
    page.locator("[data-form=decide] [name=status]").select_option("planned")
    page.locator("[data-form=decide] [name=text]").fill("In spring.")
    page.locator("[data-form=decide] button").click()
    page.locator(".closed").wait_for()

    handoff.refresh_from_db()
    said.refresh_from_db()
    assert handoff.taken_by == town.jonas
    assert Question.objects.filter(text="Since when?").exists()
    assert Insight.objects.filter(sentence="Lids squeak in winter.").exists()
    assert said.status == "planned"
