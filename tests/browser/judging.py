"""What is wrong with a page as it stands in the browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "async (options) => (await axe.run(document, options)).violations"
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NARROW = {"viewport": {"width": 360, "height": 800}, "reduced_motion": "reduce"}


def faults(page: Any, name: str) -> list[str]:
    """What axe finds, all of it in light and colours in dark, and what scrolls sideways."""
    found = []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{name}: {wide} px too wide")
    page.evaluate(AXE.axe_script)
    for theme, options in [("light", {"runOnly": LEVELS}), ("dark", COLOURS)]:
        page.emulate_media(color_scheme=theme)
        for each in page.evaluate(RUN, options):
            found += [
                f"{name}, {theme}: {each['id']}: {node['html'][:160]}"
                for node in each["nodes"]
            ]
    page.emulate_media(color_scheme="light")
    return found


def tab_to(page: Any, selector: str, *, most: int = 120) -> None:
    """Go there by the Tab key alone; each stop on the way shows where one is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(SEEN, selector)
        assert here["is_seen"], f"focus cannot be seen on {here['html']}"
        if here["is_there"]:
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


SEEN = """(selector) => {
  const here = document.activeElement;
  const shown = here.matches("input[type=radio]") ? here.closest("label") ?? here : here;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  return {
    is_there: here.matches(selector),
    is_seen: here === document.body || isSeen,
    html: here.outerHTML.slice(0, 160),
  };
}"""
