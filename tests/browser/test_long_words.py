"""One long word never makes a page scroll sideways, on a phone or on a desk."""

import pytest
from django.urls import reverse

from community.actions.rulings import make_ruling
from community.models import Ruling
from feedback.actions.handoffs import open_handoff
from tests.browser.conftest import Visit
from tests.browser.judging import NARROW
from tests.makers import (
    make_administrator,
    make_comment,
    make_handoff,
    make_idea,
    make_member,
)
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = "W" * 120
ADDRESS = f"http://help.example/{'a' * 200}"
WIDE = {"viewport": {"width": 1280, "height": 900}}
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("screen", [NARROW, WIDE], ids=["phone", "desk"])
def test_a_long_word_makes_no_page_wider(
    screen: dict[str, object], town: Town, visit: Visit
) -> None:
    author = make_member(name="N" * 80, about="A" * 200, company="C" * 80)
    idea = make_idea(LONG, author=author, board=town.board, body=f"{LONG}\n\n{ADDRESS}")
    make_comment(idea, text=f"So:\n\n    {LONG * 2}\n\n`{LONG}`\n\n{ADDRESS}")
    spam = make_comment(idea, text="Buy this.", author=town.bob)
    make_ruling(
        Ruling.Kind.TAKEN_OFF,
        by=make_administrator(),
        reason=f"Advertising: {ADDRESS}",
        member=town.bob,
        conversation=spam.conversation,
    )
    handoff = make_handoff(idea.conversation, team=town.team)
    places = [
        "/",
        "/ideas/",
        f"/ideas/?q={LONG}",
        idea.get_absolute_url(),
        author.get_absolute_url(),
        "/people/",
        reverse("community:rulings"),
        reverse("ideas:said") + "?q=same",
    ]
    desk = [
        reverse("admin:index"),
        reverse("admin:conversation", args=[handoff.pk]),
        reverse("admin:community_member_changelist"),
        reverse("admin:community_conversation_changelist"),
    ]
    found = []
    for member, pages in [(town.bob, places), (town.jonas, desk)]:
        page = visit.open(member, **screen)
        for place in pages:
            page.goto(place)
            if (wide := page.evaluate(TOO_WIDE)) > 0:
                found.append(f"{place[:40]}: {wide} px too wide")
        open_handoff(handoff, by=town.jonas)

    assert found == []
