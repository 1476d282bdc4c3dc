"""What people write becomes a little HTML, and nothing else."""

import pytest

from community.markdown import to_html

REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b**", "<p>a <strong>b</strong></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("# big", "<p># big</p>\n"),
        ("[a](https://a.b)", f'<p><a href="https://a.b" {REL}>a</a></p>\n'),
        ("[a](https://a.b 'c')", f'<p><a href="https://a.b" {REL}>a</a></p>\n'),
        ("[a](ftp://a.b)", f"<p><a {REL}>a</a></p>\n"),
    ],
)
def test_words_become_safe_html(text: str, html: str) -> None:
    assert to_html(text) == html


OURS = f"/pictures/{'0' * 32}-60x40.webp"


def test_a_picture_of_ours_is_shown_with_its_size() -> None:
    shown = to_html(f'![a *lid*, "shut"]({OURS})', excerpts=['lid*, "sh'])
    size = 'width="60" height="40" loading="lazy"'
    alt = "a lid, &quot;shut&quot;"
    assert shown == f'<p><img src="{OURS}" alt="{alt}" {size}></p>\n'


@pytest.mark.parametrize(
    "address",
    [
        "https://a/b.png",
        f"https://evil.example{OURS}",
        f"//evil.example{OURS}",
        f"{OURS}?x",
        f"/pictures/../{OURS}",
        "/pictures/x.webp",
        "data:image/png;base64,AAAA",
        "/account/leave/",
    ],
)
def test_no_other_picture_is_shown(address: str) -> None:
    assert "<img" not in to_html(f"![x]({address})")
    assert "<img" not in to_html(f'![x](<{address}> "title")')


@pytest.mark.parametrize(
    ("text", "excerpt", "html"),
    [
        (
            "It *is me* and the lift",
            "is me* and",
            "It <em><mark>is me</mark></em><mark> and</mark> the lift",
        ),
        ("twice and twice", "twice", "<mark>twice</mark> and twice"),
        ("plain", "absent", "plain"),
        ("plain", " ", "plain"),
    ],
)
def test_the_words_that_taught_are_marked(text: str, excerpt: str, html: str) -> None:
    assert to_html(text, excerpts=[excerpt]) == f"<p>{html}</p>\n"


def test_marks_stand_in_list_items_and_not_between_them() -> None:
    shown = to_html("- one\n- two", excerpts=["one\n- two"])

    items = "".join(f"<li><mark>{word}</mark></li>\n" for word in ("one", "two"))
    assert shown == f"<ul>\n{items}</ul>\n"


@pytest.mark.parametrize(
    "text",
    [
        "See [click](http://x.example/a-b) there",
        'See [click](http://x.example/ "x.example/a") there',
        "See <http://x.example/a-b> there",
        "See ![click](http://x.example/a-b) there",
        f"See ![x.example/a]({OURS}) there",
    ],
)
def test_what_leads_or_looks_somewhere_is_the_same_with_a_mark_in_it(text: str) -> None:
    plain, marked = to_html(text), to_html(text, excerpts=["x.example/a"])
    assert marked.replace("<mark>", "").replace("</mark>", "") == plain
