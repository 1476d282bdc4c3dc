"""Search beyond titles: kinds of posts, comments, answers, and scripts without spaces."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.actions.conversations import advance
from community.models import Stage
from community.unspaced import grams, without_unspaced
from ideas.actions.answers import answer_idea
from ideas.actions.comments import hide_comment
from ideas.actions.words import refresh_words
from ideas.marking import marked
from ideas.models import Comment, Idea
from tests.makers import make_board, make_colleague, make_comment, make_idea

pytestmark = pytest.mark.django_db
SAID = reverse("ideas:said")


@pytest.mark.parametrize("kind", Idea.Kind.values)
def test_a_rare_word_is_found_in_posts_of_every_kind(kind: str) -> None:
    idea = make_idea("The xylophone is loud", kind=kind)
    refresh_words()
    assert list(Idea.objects.search("xylophone")) == [idea]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("请增加图书馆模式", "图书"),
        ("请增加图书馆模式", "图书馆 模式"),
        ("静かなモードが欲しい", "モード"),
        ("静かなモードが欲しい", "欲"),
        ("ขอโหมดเงียบ", "เงียบ"),
        ("Nessel 咖啡机太吵", "nessel 太吵"),
    ],
)
def test_what_is_said_without_spaces_is_found_by_any_part(
    title: str, asked: str
) -> None:
    idea = make_idea(title)
    make_idea("A lid without a noise")
    make_idea("图形模块书签")
    assert list(Idea.objects.search(asked)) == [idea]


@given(st.text("图书馆模式ab ", max_size=12))
def test_every_part_is_either_letters_without_spaces_or_words(text: str) -> None:
    pairs = grams(text)
    assert all(pair in text and len(pair) <= 2 for pair in pairs)
    assert not set("图书馆模式") & set(without_unspaced(text))
    assert bool(pairs) == bool(set("图书馆模式") & set(text))


def said(client: Client, asked: str) -> str:
    page = client.get(SAID, {"q": asked})
    assert page.status_code == 200
    return page.content.decode()


def test_comments_and_answers_are_found_with_the_words_marked(client: Client) -> None:
    idea = make_idea("A lid")
    comment = make_comment(idea, text="It *rattles* like a tram, every morning.")
    make_comment(text="The same here.")
    by = make_colleague(name="Ada")
    advance(idea.conversation, Stage.Name.READ, by=by)
    answer_idea(idea, by=by, status="planned", text="The rattling ends in spring.")
    refresh_words()
    page = said(client, "rattl")
    assert "It <b>rattles</b> like a tram" in page
    assert "The <b>rattling</b> ends in spring." in page
    assert f"comment={comment.pk}#comment-{comment.pk}" in page
    assert "The same here" not in page


def test_what_one_may_not_see_is_not_found(client: Client) -> None:
    members = make_board(visibility="members")
    make_comment(make_idea(board=members), text="It rattles in secret.")
    hidden = make_comment(text="It rattles rudely.")
    hide_comment(hidden)
    assert "Nobody has said this" in said(client, "rattles")
    assert not Comment.objects.visible_to(None).search("rattles").exists()


def test_nothing_is_asked_for_and_nothing_is_found(client: Client) -> None:
    make_comment(text="It rattles.")
    assert "rattles" not in said(client, "")


def test_a_search_among_posts_leads_on_to_what_was_said(client: Client) -> None:
    page = client.get(reverse("ideas:idea-list"), {"q": "a & b"}).content.decode()
    assert f"{SAID}?q=a%20%26%20b" in page


@pytest.mark.parametrize(
    ("text", "asked", "html"),
    [
        ("<b>lid</b> & seal", "seal", "&lt;b&gt;lid&lt;/b&gt; &amp; <b>seal</b>"),
        ("The lids", "lid", "The <b>lids</b>"),
        ("A solid lid", "lid", "A solid <b>lid</b>"),
        ("图书馆模式", "书馆", "图<b>书馆</b>模式"),
        ("A lid", "(", "A lid"),
        ("A lid", "", "A lid"),
    ],
)
def test_marks_stand_around_words_and_nothing_is_markup(
    text: str, asked: str, html: str
) -> None:
    assert marked(text, asked) == html


def test_a_long_text_is_cut_around_the_first_word_that_was_found() -> None:
    drawn = marked("before " * 200 + "needle" + " after" * 200, "needle")
    assert drawn.startswith("…")
    assert drawn.endswith("…")
    assert "<b>needle</b>" in drawn
    assert len(drawn) < 300
