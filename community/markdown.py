"""What people write, as safe HTML: a little Markdown, no raw HTML, no headings, and of
pictures only those that members put into what they wrote here.

The firm's own pages may have headings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from community.names import link_names
from community.pictures import ADDRESS

TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "code", "pre"}
OPEN, CLOSE = "\ue000", "\ue001"
SHOWN = {"src", "alt", "width", "height", "loading"}


class _Words(RendererHTML):
    def image(  # noqa: PLR0917 - as markdown-it calls it
        self, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> str:
        """Ours; any other is a link to it, and nobody's browser asks for it."""
        token = tokens[idx]
        address = escape(str(token.attrs["src"]))
        alt = self.renderInlineAsText(token.children, options, env)
        alt = escape(_unmarked(alt))
        found = ADDRESS.fullmatch(address)
        if not found:
            return f'!<a href="{address}">{alt}</a>'
        size = f'width="{found[2]}" height="{found[3]}"'
        return f'<img src="{address}" alt="{alt}" {size} loading="lazy">'


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802 - as markdown-it calls it
        """Within an address nothing can be marked."""
        return super().normalizeLink(_unmarked(url))


def _unmarked(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


_parser = (
    _Parser("commonmark", {"html": False, "breaks": True}, renderer_cls=_Words)
    .enable("strikethrough")
    .disable(["heading", "lheading", "reference", "hr"])
)
_parser.core.ruler.push("names", link_names)


_of_the_house = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "lheading", "reference"]
)


def to_html(
    text: str,
    *,
    excerpts: Iterable[str] = (),
    people: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> SafeString:
    """Render what somebody wrote; the excerpts in it that taught are marked, and `people`
    who are named (by slug: name and address) are linked."""
    source = _unmarked(text)
    for excerpt in {each.strip() for each in excerpts}:
        if excerpt:
            source = source.replace(excerpt, f"{OPEN}{excerpt}{CLOSE}", 1)
    html = nh3.clean(
        _parser.render(source, {"people": people}),
        tags=TAGS | {"a", "img"},
        attributes={"a": {"href"}, "img": SHOWN, "*": set()},
        attribute_filter=_only_ours,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return mark_safe(_with_marks(html))  # noqa: S308 - nh3 has cleaned it


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        return value if ADDRESS.fullmatch(value) else None
    return value


def house_html(text: str) -> SafeString:
    """What the firm writes about itself: with headings, below the page's own."""
    html = re.sub(
        r"(</?h)([1-5])>",
        lambda found: f"{found[1]}{int(found[2]) + 1}>",
        _of_the_house.render(text),
    )
    html = nh3.clean(
        html,
        tags=TAGS | {"a", "hr", "h2", "h3", "h4", "h5", "h6"},
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
    )
    return mark_safe(html)  # noqa: S308 - nh3 has cleaned it


def _with_marks(html: str) -> str:
    marked = re.sub(
        f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", lambda found: _mark(found[1]), html
    )
    return _unmarked(marked)


def _mark(html: str) -> str:
    """Mark the text between tags, so that marks nest in whatever they cross."""
    pieces = re.split(r"(<[^>]+>)", html)
    return "".join(
        f"<mark>{piece}</mark>" if piece.strip() and piece[0] != "<" else piece
        for piece in pieces
    )
