"""Behind an @ people are proposed; keys alone put the name in."""

import pytest

from ideas.models import Comment
from tests.browser.conftest import Visit
from tests.browser.judging import NARROW, faults
from tests.makers import make_member
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_name_is_begun_chosen_and_posted(town: Town, visit: Visit) -> None:
    make_member(name="Alina Brandt")
    page = visit.open(town.bob, **NARROW)
    page.goto(town.idea.get_absolute_url())
    field = page.locator("#comment-text")
    field.press_sequentially("Ask @ali")
    names = page.locator("#comment-text-names")
    names.get_by_text("@alina-brandt").wait_for()
    assert names.locator("[role=option]").count() == 2
    assert faults(page, "names") == []

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("about it")

    assert field.input_value() == "Ask @alina-brandt about it"
    assert not names.is_visible()
    page.get_by_role("button", name="Post comment").click()
    page.locator(".comment a", has_text="@Alina Brandt").wait_for()
    assert Comment.objects.latest("pk").body == "Ask @alina-brandt about it"


def test_escape_and_the_mouse(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    field = page.locator("#id_body")
    field.press_sequentially("@ali")
    page.locator("#id_body-names").get_by_text("@alice-adler").wait_for()
    page.keyboard.press("Escape")
    page.locator("#id_body-names").wait_for(state="hidden")
    page.keyboard.press("Enter")
    assert field.input_value() == "@ali\n"

    field.press_sequentially("@alice")
    page.locator("#id_body-names").get_by_text("Alice Adler").click()

    assert field.input_value() == "@ali\n@alice-adler "
