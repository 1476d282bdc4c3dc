"""Voting, posting and talking by keyboard alone, and without JavaScript."""

import pytest

from ideas.models import Comment, Idea
from tests.browser.conftest import Visit
from tests.makers import make_idea
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("has_javascript", [True, False])
def test_by_keyboard_a_vote_goes_in_and_out(
    has_javascript: bool, town: Town, visit: Visit
) -> None:
    idea = make_idea("A bell for either thumb", author=town.alice)
    page = visit.open(town.bob, java_script_enabled=has_javascript)
    page.goto(idea.get_absolute_url())
    for pressed, count in [("true", 1), ("false", 0)]:
        button = page.locator("#backing button[name=vote]")
        button.focus()
        page.keyboard.press("Enter")
        page.locator(f"#backing button[name=vote][aria-pressed={pressed}]").wait_for()
        page.get_by_text(f"{count} {'person' if count == 1 else 'people'}").wait_for()
        page.wait_for_load_state("networkidle")
        idea.refresh_from_db()
        assert idea.vote_count == count


@pytest.mark.parametrize("has_javascript", [True, False])
def test_by_keyboard_a_vote_goes_in_and_out_on_the_list(
    has_javascript: bool, town: Town, visit: Visit
) -> None:
    idea = make_idea("A bell for either thumb", author=town.alice)
    other = make_idea("A lamp that stays", author=town.alice)
    page = visit.open(town.bob, java_script_enabled=has_javascript)
    page.goto("/ideas/?order=new")
    for wish, count in [("off", 1), ("on", 0)]:
        page.locator(f"#vote-{idea.pk}").focus()
        page.keyboard.press("Enter")
        # What the button would say next is the server's word; how it looks is not.
        page.locator(f"#vote-{idea.pk}[value={wish}]").wait_for()
        page.wait_for_load_state("networkidle")
        idea.refresh_from_db()
        assert idea.vote_count == count
        assert page.locator(f"#vote-{idea.pk}").inner_text() == str(count)
        assert page.url.endswith("/ideas/?order=new")
        if has_javascript:
            assert page.evaluate("document.activeElement.id") == f"vote-{idea.pk}"

    other.refresh_from_db()
    assert other.vote_count == 0


@pytest.mark.parametrize("has_javascript", [True, False])
def test_by_keyboard_a_post_begins_at_home(
    has_javascript: bool, town: Town, visit: Visit
) -> None:
    page = visit.open(town.bob, java_script_enabled=has_javascript)
    page.goto("/")
    page.locator("#begin-title").focus()
    page.keyboard.type("Heated grips for the winter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ideas/new/**")
    page.locator("#id_body").focus()
    page.keyboard.type("My hands freeze at the ferry.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/heated-grips-for-the-winter/")

    assert Idea.objects.latest("pk").body == "My hands freeze at the ferry."


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_comment_and_a_reply_are_posted(
    has_javascript: bool, town: Town, visit: Visit
) -> None:
    page = visit.open(town.alice, java_script_enabled=has_javascript)
    page.goto(town.idea.get_absolute_url())
    page.locator("#comment-text").fill("The same on my street.")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_text("The same on my street.").first.wait_for()
    page.locator(f"#comment-{town.comment.pk}").get_by_text("Reply").first.click()
    if has_javascript:
        page.locator(f"#reply-{town.comment.pk}:focus").fill("Each evening?")
        page.get_by_role("button", name="Post reply").click()
    else:
        page.locator("#id_text").fill("Each evening?")
        page.get_by_role("button", name="Post comment").click()
    page.get_by_text("Each evening?").first.wait_for()

    assert Comment.objects.latest("pk").parent == town.comment


def test_while_a_title_is_typed_others_posts_appear(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    page.locator("#id_title").press_sequentially("Let the battery come out here")

    page.locator("#alike").get_by_text(town.idea.title).wait_for()


def test_a_draft_survives_a_reload(town: Town, visit: Visit) -> None:
    page = visit.open(town.bob)
    page.goto("/ideas/new/")
    page.locator("#id_body").fill("A long story")
    page.reload()

    assert page.locator("#id_body").input_value() == "A long story"


def test_more_ideas_join_the_list(town: Town, visit: Visit) -> None:
    for n in range(35):
        make_idea(f"Number {n} of many", author=town.alice, board=town.board)
    page = visit.open(town.bob)
    page.goto("/ideas/?order=new")
    assert page.locator(".card").count() == 30

    page.get_by_role("link", name="More ideas").click()
    page.locator(".card").nth(35).wait_for()

    assert page.locator(".card").count() == 36


def test_the_list_answers_while_one_types(town: Town, visit: Visit) -> None:
    make_idea("A bell for either thumb", author=town.alice, board=town.board)
    page = visit.open(town.bob)
    page.goto("/ideas/")
    page.locator("#find").press_sequentially("bell")
    page.locator("#list-title", has_text="bell").wait_for()

    assert page.locator(".card").count() == 1
    assert page.url.endswith("/ideas/?q=bell")
    assert page.locator("#found-count").inner_text().strip() == "1 found"
    assert page.evaluate("document.activeElement.id") == "find"
    page.go_back()
    page.locator(".card").nth(1).wait_for()


def test_a_refused_comment_stands_where_it_was_typed(town: Town, visit: Visit) -> None:
    page = visit.open(town.alice)
    page.goto(town.idea.get_absolute_url())
    page.locator("#comment-text").fill("   ")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_text("Write something first.").wait_for()

    page.locator("#comment-text:focus").wait_for()
    page.locator("#comment-text").fill("Each evening.")
    page.get_by_role("button", name="Post comment").click()
    page.locator("#stories-title", has_text="3 comments").wait_for()
    page.locator("#comment-text:not([aria-invalid])").wait_for()
    assert page.locator("#comment-text").input_value() == ""
    assert page.evaluate("Object.keys(localStorage).length") == 0
