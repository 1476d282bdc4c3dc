"""Every page type in a real browser: axe, both themes, and the narrowest screen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.firm import set_up_firm
from community.colours import DARK, LIGHT, nearest
from community.models import Standing
from feedback.actions.doubts import raise_doubt
from feedback.actions.handoffs import open_handoff
from ideas.models import Twin
from tests.browser.conftest import Visit
from tests.browser.judging import NARROW, faults
from tests.makers import make_handoff, make_idea
from tests.pages.addresses import NAMES, arguments
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOT_PAGES = {
    "ideas:vote",
    "ideas:follow",
    "ideas:helpful",
    "ideas:likes",
    "ideas:find-people",
    "ideas:picture",
    "ideas:pin",
    "ideas:prompts",
    "community:notices-read",
    "community:colours",
    "community:firm-card",
    "ideas:idea-card",
    "ideas:member-card",
    "ideas:feed",
    "ideas:board-feed",
    "community:picture",
}
DOORS = ["login", "signup", "request_login_code", "reset_password"]
ROOMS = ["account_email", "account_change_password", "account_logout", "mfa_index"]
ACTS = ["insight", "ask", "decide", "return", "note"]
DESK = [
    "index",
    "twins",
    "measures",
    "half-percent",
    "everything",
    "feedback_insight_changelist",
    "feedback_team_changelist",
    "community_member_changelist",
    "community_conversation_changelist",
]


@pytest.mark.parametrize("who", ["alice", "visitor"])
def test_nothing_is_wrong_with_a_page_of_the_site(
    who: str, town: Town, visit: Visit
) -> None:
    member = None if who == "visitor" else getattr(town, who)
    page = visit.open(member, **NARROW)
    places = {
        name: reverse(name, args=arguments(name, town))
        for name in NAMES
        if name not in NOT_PAGES
    }
    doors = [f"account_{name}" for name in DOORS] if member is None else ROOMS
    places |= {name: reverse(name) for name in doors}
    places |= {"found": "/ideas/?q=battery", "not found": "/ideas/?q=zzz", "404": "/no"}
    found: list[str] = []
    for name, place in places.items():
        page.goto(place)
        found += faults(page, name)

    assert found == []


@pytest.mark.parametrize("colour", ["#d90301", "#fede00", "#7b3fe4", "#8a8a8a"])
def test_nothing_is_wrong_in_the_nearest_of_any_colour(
    colour: str, town: Town, visit: Visit
) -> None:
    accent, dark = nearest(colour, LIGHT), nearest(colour, DARK)
    set_up_firm(name="Velder", accent=accent, accent_dark=dark)
    page = visit.open(town.bob, **NARROW)
    found: list[str] = []
    for name in ["ideas:home", "ideas:idea-list", "ideas:idea", "ideas:idea-new"]:
        page.goto(reverse(name, args=arguments(name, town)))
        found += faults(page, name)

    assert found == []


def test_nothing_is_wrong_with_a_page_of_the_desk(town: Town, visit: Visit) -> None:
    """As a colleague in a team meets it, each thing to do on a conversation included."""
    Standing.objects.update(in_half_percent=True, door=Standing.Door.SCORE)
    raise_doubt(town.bob, text="The third vote is my neighbour.")
    said = make_idea("A lid that squeaks", author=town.bob, board=town.board)
    handoff = make_handoff(said.conversation, team=town.team)
    again = make_idea("The lid squeaks when it is cold", board=town.board)
    Twin.objects.create(one=said, other=again, score=0.8, found_at=timezone.now())
    page = visit.open(town.jonas, **NARROW)
    found: list[str] = []
    for name in DESK:
        page.goto(reverse(f"admin:{name}"))
        for summary in page.locator("main summary").all():
            summary.click()
        found += faults(page, name)
    page.goto(reverse("admin:feedback_team_change", args=[town.team.pk]))
    found += faults(page, "team")
    page.goto(reverse("admin:conversation", args=[handoff.pk]))
    found += faults(page, "unread")
    open_handoff(handoff, by=town.jonas)
    page.reload()
    for act in ACTS:
        page.locator(f'input[data-act][value="{act}"]').check()
        found += faults(page, act)

    assert found == []
