"""A colour of the firm's own can be read on everything that it stands on."""

from random import Random

import pytest

from community import colours
from community.colours import DARK, LIGHT, Theme
from community.house import rules_of
from tests.community.test_look import TOKENS
from tests.community.test_look import contrast as as_wcag_says

THEMES = [("light", LIGHT), ("dark", DARK)]
WHEEL = Random(2026)
COLOURS = [f"#{WHEEL.randrange(1 << 24):06x}" for _ in range(60)]
COLOURS += ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#777777"]


@pytest.mark.parametrize(("name", "theme"), THEMES)
def test_surfaces_are_those_of_the_style_sheet(name: str, theme: Theme) -> None:
    for surface, colour in theme.surfaces.items():
        assert TOKENS[surface][name] == colour


def test_contrast_is_that_of_the_guidelines() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    for one, other in zip(COLOURS, reversed(COLOURS), strict=True):
        assert colours.contrast(one, other) == pytest.approx(as_wcag_says(one, other))


@pytest.mark.parametrize(("name", "theme"), THEMES)
@pytest.mark.parametrize("colour", COLOURS)
def test_the_nearest_can_be_read_wherever_it_stands(
    name: str, theme: Theme, colour: str
) -> None:
    near = colours.nearest(colour, theme)
    wash = colours.wash_of(near, theme)

    for ground in [*theme.surfaces.values(), wash]:
        assert as_wcag_says(near, ground) >= 4.5
    assert as_wcag_says(near, colours.written_on(near, theme)) >= 4.5
    assert as_wcag_says(TOKENS["ink-2"][name], wash) >= 4.5


@pytest.mark.parametrize(("name", "theme"), THEMES)
@pytest.mark.parametrize("colour", COLOURS)
def test_it_is_the_nearest_of_its_hue(name: str, theme: Theme, colour: str) -> None:
    near = colours.nearest(colour, theme)
    if colours.can_be_read(colour, theme):
        assert near == colour
    else:
        assert colours.least_contrast(near, theme) < 4.5 + 0.1


def test_what_is_read_today_passes() -> None:
    assert colours.can_be_read(TOKENS["accent"]["light"], LIGHT)
    assert colours.can_be_read(TOKENS["accent"]["dark"], DARK)


def test_the_sheet_names_every_token_that_depends_on_the_accent() -> None:
    rules = rules_of("#1d4a9e", "#a3bdf6")

    assert "--accent: light-dark(#1d4a9e, #a3bdf6);" in rules
    assert "--on-accent: light-dark(#ffffff" in rules
    assert "--wash: light-dark(" in rules
