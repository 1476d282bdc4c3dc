"""What the documents promise about one another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = ("http://", "https://", "mailto:", "#")
FOLDERS = ["docs", "community", "ideas", "feedback", "config", "bench", "tests"]


def documents() -> Iterator[str]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")]
    for path in sorted([*ROOT.glob("*.md"), *found]):
        yield str(path.relative_to(ROOT))


def dead_links(document: Path) -> list[str]:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    near = [link for link in links if not link.startswith(ELSEWHERE)]
    return [x for x in near if not (document.parent / x.partition("#")[0]).exists()]


@pytest.mark.parametrize("name", list(documents()))
def test_every_link_leads_somewhere(name: str) -> None:
    assert dead_links(ROOT / name) == []


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top), [gone](gone.md), [out](https://a.example)")
    assert dead_links(page) == ["gone.md"]


def named(pattern: str) -> set[str]:
    """What the documents name, wherever they do."""
    words = [(ROOT / name).read_text(encoding="utf-8") for name in documents()]
    return {found for text in words for found in re.findall(pattern, text)}


def test_every_command_that_is_named_exists() -> None:
    assert named(r"manage(?:\.py)? ([a-z]+_[a-z_]+|doctor|backup|restore)\b") <= (
        get_commands().keys()
    )
    benches = {path.stem for path in (ROOT / "bench").glob("*.py")}
    assert named(r"bin/bench ([a-z]+)(?=[ `\n])") <= benches
    programs = {path.name for path in (ROOT / "bin").iterdir()}
    assert named(r"(?<![\w/.])bin/([a-z]+)") <= programs


def test_every_setting_that_is_named_is_read_somewhere() -> None:
    places = [
        *(ROOT / "config").rglob("*.py"),
        *(ROOT / "bin").iterdir(),
        *(ROOT / name for name in ["Dockerfile", "compose.yaml"]),
    ]
    read = "\n".join(each.read_text() for each in places if each.is_file())
    settings = named(r"\b[A-Z][A-Z]+(?:_[A-Z]+)+\b")
    assert len(settings) > 20
    assert [name for name in settings if name not in read] == []
