"""What people write, as safe HTML: a little Markdown, no raw HTML, no pictures, no headings."""

import re
from collections.abc import Iterable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "code", "pre"}
OPEN, CLOSE = "\ue000", "\ue001"

_parser = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable("strikethrough")
    .disable(["image", "heading", "lheading", "reference", "hr"])
)


def to_html(text: str, *, excerpts: Iterable[str] = ()) -> SafeString:
    """Render what somebody wrote; the excerpts in it that taught are marked."""
    source = text.replace(OPEN, "").replace(CLOSE, "")
    for excerpt in {each.strip() for each in excerpts}:
        if excerpt:
            source = source.replace(excerpt, f"{OPEN}{excerpt}{CLOSE}", 1)
    html = nh3.clean(
        _parser.render(source),
        tags=TAGS | {"a"},
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return mark_safe(_with_marks(html))  # noqa: S308 - nh3 has cleaned it


def _with_marks(html: str) -> str:
    marked = re.sub(
        f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", lambda found: _mark(found[1]), html
    )
    return marked.replace(OPEN, "").replace(CLOSE, "")


def _mark(html: str) -> str:
    """Mark the text between tags, so that marks nest in whatever they cross."""
    pieces = re.split(r"(<[^>]+>)", html)
    return "".join(
        f"<mark>{piece}</mark>" if piece.strip() and piece[0] != "<" else piece
        for piece in pieces
    )
