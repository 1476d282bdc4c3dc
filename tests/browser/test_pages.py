"""Every page type in a real browser: axe, both themes, and the narrowest screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.browser.conftest import Visit
from tests.pages.addresses import NAMES, arguments
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOT_PAGES = {
    "ideas:vote",
    "ideas:follow",
    "ideas:helpful",
    "ideas:likes",
    "community:notices-read",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("who", ["alice", "bob", "visitor"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    theme: str, who: str, town: Town, visit: Visit
) -> None:
    member = None if who == "visitor" else getattr(town, who)
    page = visit.open(
        member, color_scheme=theme, viewport={"width": 360, "height": 800}
    )
    found: list[str] = []
    for name in NAMES:
        if name in NOT_PAGES:
            continue
        page.goto(reverse(name, args=arguments(name, town)))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{name}: {wide} px too wide")
        for each in Axe().run(page, options=RULES).response["violations"]:
            found += [f"{name}: {each['id']}: {n['html'][:160]}" for n in each["nodes"]]

    assert found == []
