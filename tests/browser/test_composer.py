"""The tools above a text: by hand, by keyboard, and with pictures from anywhere."""

from typing import Any

import pytest

from community.models import Attachment
from ideas.models import Comment
from tests.browser.conftest import Visit
from tests.browser.judging import NARROW, faults, tab_to
from tests.makers import make_picture
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CARRY = """([selector, kind, bytes]) => {
  const transfer = new DataTransfer();
  const data = Uint8Array.from(bytes);
  transfer.items.add(new File([data], 'a.png', {type: 'image/png'}));
  const about = {bubbles: true, cancelable: true};
  document.querySelector(selector).dispatchEvent(kind === 'paste'
    ? new ClipboardEvent(kind, {...about, clipboardData: transfer})
    : new DragEvent(kind, {...about, dataTransfer: transfer}));
}"""


def composer(town: Town, visit: Visit, **options: Any) -> Any:
    page = visit.open(town.bob, **options)
    page.goto("/ideas/new/")
    return page


def value(page: Any) -> str:
    return str(page.locator("#id_body").input_value())


@pytest.mark.parametrize(
    ("button", "before", "after"),
    [
        ("Bold", "loud", "**loud**"),
        ("Italic", "loud", "*loud*"),
        ("List", "a\nb", "- a\n- b"),
        ("Quotation", "a\nb", "> a\n> b"),
        ("Link", "here", "[here](https://)"),
        ("Link", "https://a.example/x", "[](https://a.example/x)"),
    ],
)
def test_a_button_formats_what_is_chosen(
    button: str, before: str, after: str, town: Town, visit: Visit
) -> None:
    page = composer(town, visit)
    page.locator("#id_body").fill(before)
    page.locator("#id_body").select_text()
    page.get_by_role("button", name=button, exact=True).click()
    assert value(page) == after
    page.keyboard.press("Control+z")
    assert value(page) == before


def test_the_bar_is_one_stop_for_the_tab_key_and_arrows_go_along_it(
    town: Town, visit: Visit
) -> None:
    page = composer(town, visit)
    page.locator("#id_board").focus()
    tab_to(page, "[role=tab]", most=1)
    tab_to(page, "[data-write=bold]", most=1)
    for key, there in [
        ("ArrowRight", "italic"), ("End", "picture"), ("ArrowRight", "bold"),
        ("ArrowLeft", "picture"), ("Home", "bold"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.write") == there
    page.keyboard.press("Enter")
    page.keyboard.type("loud")
    assert value(page) == "**loud**"
    page.locator("#id_body").select_text()
    page.keyboard.press("Control+i")
    assert value(page) == "***loud***"


def test_the_preview_is_a_tab_by_keyboard(town: Town, visit: Visit) -> None:
    page = composer(town, visit, **NARROW)
    page.locator("#id_body").fill("So **loud**")
    page.get_by_role("tab", name="Write").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#id_body-preview strong", has_text="loud").wait_for()
    assert not page.locator("#id_body").is_visible()
    assert faults(page, "preview") == []
    page.keyboard.press("ArrowLeft")
    assert page.locator("#id_body").is_visible()


@pytest.mark.parametrize("way", ["file", "paste", "drop"])
def test_a_picture_comes_into_the_text(way: str, town: Town, visit: Visit) -> None:
    page = composer(town, visit)
    page.locator("#id_body").fill("Look:")
    if way == "file":
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Picture").click()
        upload = {"name": "a.png", "mimeType": "image/png", "buffer": make_picture()}
        chooser.value.set_files(upload)
    else:
        page.evaluate(CARRY, ["#id_body", way, list(make_picture())])
    page.get_by_text("Say in words what it shows").wait_for()

    picture = Attachment.objects.get(member=town.bob)
    assert value(page) == f"Look:\n\n{picture.markdown}\n"
    page.keyboard.type("a lid")  # over the words that stand for it
    assert "![a lid](/pictures/" in value(page)
    page.get_by_role("tab", name="Preview").click()
    shown = page.locator("#id_body-preview img")
    shown.wait_for()
    assert shown.evaluate("async (i) => (await i.decode(), i.naturalWidth)") == 60
    page.get_by_text("Draft kept").wait_for()


def test_what_is_no_picture_is_refused_beside_the_text(
    town: Town, visit: Visit
) -> None:
    page = composer(town, visit)
    page.evaluate(CARRY, ["#id_body", "drop", [1, 2, 3]])
    page.get_by_text("no picture we can read").wait_for()
    assert value(page) == ""


def test_a_reply_has_the_tools_too_and_posts_its_picture(
    town: Town, visit: Visit
) -> None:
    page = visit.open(town.alice, **NARROW)
    page.goto(town.idea.get_absolute_url())
    page.locator(f"#comment-{town.comment.pk}").get_by_text("Reply").first.click()
    field = f"#reply-{town.comment.pk}"
    page.locator(f"{field}:focus").wait_for()
    page.evaluate(CARRY, [field, "paste", list(make_picture())])
    page.locator(".answering").get_by_text("Say in words").wait_for()
    assert faults(page, "reply") == []
    page.get_by_role("button", name="Post reply").click()
    page.locator(".replies img").first.wait_for()

    picture = Attachment.objects.get(member=town.alice, conversation__isnull=False)
    assert picture.conversation == Comment.objects.latest("pk").conversation


def test_without_javascript_there_are_buttons_instead(town: Town, visit: Visit) -> None:
    page = composer(town, visit, java_script_enabled=False, **NARROW)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not page.locator("[role=toolbar]").is_visible()
    page.locator("#id_body").fill("So **loud**")
    page.get_by_role("button", name="Preview").click()
    page.locator(".preview strong", has_text="loud").wait_for()
    upload = {"name": "a.png", "mimeType": "image/png", "buffer": make_picture()}
    page.locator("input[name=picture]").set_input_files(upload)
    page.get_by_label("In words, for who cannot see it").fill("The lid")
    page.get_by_role("button", name="Add the picture").click()
    page.wait_for_url("**/ideas/new/")
    assert "![The lid](/pictures/" in value(page)
