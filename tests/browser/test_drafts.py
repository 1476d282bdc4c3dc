"""What is typed is kept by the server while one writes, and by the device without it."""

import pytest

from community.models import Draft, Session
from ideas.models import Comment
from tests.browser.conftest import Visit
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOCAL = "Object.keys(localStorage).length"


def test_what_is_typed_here_stands_on_another_device(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    page.locator("#id_title").fill("A bell for the left")
    page.locator("#id_body").fill("My thumb is there.")
    page.get_by_text("Draft kept").wait_for()
    assert page.evaluate(LOCAL) == 0

    other = visit.open(town.bob)
    other.goto("/ideas/new/")

    assert other.locator("#id_title").input_value() == "A bell for the left"
    assert other.locator("#id_body").input_value() == "My thumb is there."
    other.get_by_role("button", name="Discard draft").click()
    other.wait_for_load_state("networkidle")
    assert other.locator("#id_body").input_value() == ""
    assert not Draft.objects.exists()


@pytest.mark.parametrize("ends", ["line", "session"])
def test_without_the_server_it_stays_on_the_device_and_says_so(
    ends: str, town: Town, visit: Visit
) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    if ends == "line":
        page.context.set_offline(True)
    else:
        Session.objects.all().delete()
    page.locator("#id_body").fill("Written in a tunnel.")
    page.get_by_text("kept on this device until").wait_for()
    assert page.url.endswith("/ideas/new/")
    assert page.evaluate(LOCAL) == 1
    if ends == "session":
        return

    page.context.set_offline(False)
    page.get_by_text("Draft kept").wait_for()

    assert page.evaluate(LOCAL) == 0
    assert Draft.objects.get().words["body"] == "Written in a tunnel."


def test_two_devices_lose_nothing_to_each_other(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    page.context.set_offline(True)
    page.locator("#id_body").fill("In a tunnel.")
    page.get_by_text("kept on this device until").wait_for()
    other = visit.open(town.bob)
    other.goto("/ideas/new/")
    other.locator("#id_body").fill("At home.")
    other.get_by_text("Draft kept").wait_for()

    page.context.set_offline(False)
    page.get_by_text("Another device or window").wait_for()
    assert Draft.objects.get().words["body"] == "At home."
    page.reload()

    assert page.locator("#id_body").input_value() == "At home.\n\nIn a tunnel."


def test_a_comment_that_is_posted_leaves_no_draft(town: Town, visit: Visit) -> None:
    page = visit.open(town.alice)
    page.goto(town.idea.get_absolute_url())
    page.locator("#comment-text").fill("The same on my street.")
    page.locator("#comment .kept").get_by_text("Draft kept").wait_for()
    page.reload()
    assert page.locator("#comment-text").input_value() == "The same on my street."
    page.get_by_role("button", name="Post comment").click()
    page.locator("#stories-title", has_text="3 comments").wait_for()

    assert Comment.objects.latest("pk").body == "The same on my street."
    page.wait_for_timeout(2500)
    assert not Draft.objects.exists()
    assert page.evaluate(LOCAL) == 0


def test_a_comments_draft_is_discarded_where_it_stands(
    town: Town, visit: Visit
) -> None:
    page = visit.open(town.alice)
    page.goto(town.idea.get_absolute_url())
    page.locator("#comment-text").fill("Never mind.")
    page.locator("#comment .kept").get_by_text("Draft kept").wait_for()
    page.reload()
    page.locator("#comment").get_by_role("button", name="Discard draft").click()
    page.locator("#comment .kept").get_by_text("Kept while you write").wait_for()

    assert page.locator("#comment-text").input_value() == ""
    assert not Draft.objects.exists()


def test_a_button_keeps_it_without_javascript(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob, java_script_enabled=False)
    page.goto("/ideas/new/")
    page.locator("#id_body").fill("No script here.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Your draft is kept").wait_for()

    assert page.locator("#id_body").input_value() == "No script here."


def test_who_signs_in_next_on_a_device_reads_no_draft_of_another(
    town: Town, visit: Visit
) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    page.context.set_offline(True)
    page.locator("#id_title").fill("A bell for the left")
    page.wait_for_function(f"{LOCAL} > 0")
    page.context.set_offline(False)
    kept = page.evaluate("JSON.stringify(localStorage)")

    other = visit.open(town.alice)
    other.goto("/")
    other.evaluate(f"Object.assign(localStorage, {kept})")
    other.goto("/ideas/new/")

    assert other.locator("#id_title").input_value() == ""
