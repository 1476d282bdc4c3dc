"""The beginning of what somebody wrote is what they would read in it, as plain words."""

import pytest
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from community.markdown import to_html
from community.templatetags import pages
from community.templatetags.pages import gist


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Salt & pepper, 5 > 4", "Salt &amp; pepper, 5 &gt; 4"),
        ("It's “so”", "It&#x27;s “so”"),
        ("**Bold** and [a link](https://example.org)", "Bold and a link"),
        ("* one\n* two", "one two"),
        ("first\n\nsecond", "first second"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;b&gt;", "&lt;b&gt;"),
        ("", ""),
    ],
)
def test_a_gist_reads_as_it_was_written(written: str, read: str) -> None:
    assert conditional_escape(gist(written)).split() == read.split()


@given(st.from_regex(pages.PLAIN, fullmatch=True))
def test_what_needs_no_parser_is_what_the_parser_says(written: str) -> None:
    parsed = pages.unescape(pages.strip_tags(to_html(written))).split()
    assert gist(written, 500).split() == parsed


def test_a_gist_ends_after_so_many_words() -> None:
    assert gist("one two three four", 3) == "one two three …"
