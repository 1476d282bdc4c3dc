"""Where in a text its searched words stand: the part around them, with marks."""

import re
from html import unescape

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from community.markdown import to_html
from community.unspaced import RUN, without_unspaced

AROUND = 110  # letters before and after the first that was found


def marked(source: str, asked: str) -> SafeString:
    """Of Markdown as HTML: what begins with an asked word is bold, and far away from the first such
    word the text is cut. What was meant by a slip of the pen is not."""
    text = unescape(strip_tags(to_html(source).replace("</p>", "</p> "))).strip()
    found = _finder(asked)
    first = found.search(text) if found else None
    start = max(0, first.start() - AROUND) if first else 0
    end = start + 2 * AROUND
    shown = text[start:end]
    pieces = found.split(shown) if found else [shown]
    html = format_html_join(
        "", "{}", ((_piece(n, each),) for n, each in enumerate(pieces))
    )
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return format_html("{}{}{}", before, html, after)


def _piece(place: int, text: str) -> SafeString | str:
    return format_html("<b>{}</b>", text) if place % 2 else text


def _finder(asked: str) -> re.Pattern[str] | None:
    words = [
        rf"\b{re.escape(w)}\w*" for w in re.findall(r"\w+", without_unspaced(asked))
    ]
    words += [re.escape(run) for run in RUN.findall(asked)]
    return re.compile(f"({'|'.join(words)})", re.IGNORECASE) if words else None
