"""The look keeps its promises: contrast in both themes, drawn classes, small files."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from community.sheets import links

HERE = Path(__file__).parents[2]
STATIC = HERE / "community/static/community"
SHEETS = sorted(STATIC.glob("css/*.css"))
TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in TOKEN.findall((STATIC / "css/tokens.css").read_text())
}
TEXT, CONTROL = 4.5, 3.0
STATUSES = ["planned", "progress", "shipped", "declined"]
TINTS = [f"tint-{number}" for number in range(1, 7)]
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ["ink", "ink-2", "ink-3"]
        for ground in ["paper", "sheet", "sunk"]
    ],
    *[(status, ground, TEXT) for status in STATUSES for ground in ["paper", "sheet"]],
    *[("tint-ink", tint, TEXT) for tint in TINTS],
    ("accent", "paper", TEXT),
    ("accent", "sheet", TEXT),
    ("accent", "wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-spark", "spark", TEXT),
    ("ink", "spark-wash", TEXT),
    ("ink-2", "spark-wash", TEXT),
    ("ink-2", "wash", TEXT),
    ("paper", "ink", TEXT),
    ("edge", "paper", CONTROL),
    ("edge", "sheet", CONTROL),
    ("edge", "sunk", CONTROL),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(
    theme: str, ink: str, ground: str, least: float
) -> None:
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= least


def test_colours_are_named_once() -> None:
    """Outside the tokens, only paper for the printer is a colour of its own."""
    for sheet in SHEETS:
        if sheet.name not in {"tokens.css", "adapt.css"}:
            assert not re.search(r"#[0-9a-f]{3,8}\b", sheet.read_text()), sheet.name


def test_every_token_in_use_is_defined() -> None:
    known, used = set(), set()
    for sheet in SHEETS:
        text = sheet.read_text()
        known |= set(re.findall(r"(--[\w-]+):", text))
        used |= set(re.findall(r"var\((--[\w-]+)\)", text))

    assert used <= known


def test_every_sheet_is_linked() -> None:
    for sheet in SHEETS:
        assert f"css/{sheet.name}" in links() or sheet.name.startswith("desk")


def test_they_are_joined_when_static_files_are_collected(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    joining = {"BACKEND": "community.sheets.SheetsStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": joining}

    call_command("collectstatic", verbosity=0, interactive=False)

    joined = [each.read_text() for each in tmp_path.glob("community/css/site.*.css")]
    assert len(joined) == 1
    for sheet in SHEETS:
        assert sheet.name.startswith("desk") or sheet.read_text()[:60] in joined[0]
    assert not re.search(r'url\("[^"]+/[\w-]+\.woff2"\)', joined[0])


def test_every_sign_that_a_template_or_a_sheet_names_is_drawn() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    drawn = set(re.findall(r'<(?:symbol|view) id="([\w-]+)"', sprite))
    named = {"idea", "problem", "experience"}
    for page in HERE.glob("*/templates/**/*.html"):
        named |= set(re.findall(r'{% icon "(\w+)" %}', page.read_text()))
    for sheet in SHEETS:
        named |= set(re.findall(r"icons\.svg#([\w-]+)", sheet.read_text()))

    assert named <= drawn


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*SHEETS, *STATIC.glob("js/*.js")]:
        assert "//" not in re.sub(
            r'^\s*//.*$|"https://"', "", path.read_text(), flags=re.MULTILINE
        ), path
        assert "@import" not in path.read_text()


def test_every_drawn_font_is_there_with_its_licence() -> None:
    fonts = re.findall(r"fonts/([\w-]+\.woff2)", (STATIC / "css/fonts.css").read_text())

    assert sorted(set(fonts)) == sorted(
        path.name for path in STATIC.glob("fonts/*.woff2")
    )
    assert len(list(STATIC.glob("fonts/LICENCE-*.txt"))) == 2


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2 defines, from 1 to 21."""
    light, dark = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
