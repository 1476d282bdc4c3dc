"""What the documents promise about one another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

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
