"""Who is named by @ is linked and told, once, if they may read it; and can be forgotten."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.actions.drafts import keep_draft
from community.actions.members import leave, suspend
from community.errors import TooManyNames
from community.models import Delivery, Draft, Member, Mention, Notice, Revision
from community.names import slugs_in
from ideas.actions.comments import edit_comment, post_comment
from ideas.actions.held import submit_comment, submit_idea
from ideas.actions.ideas import edit_idea, post_idea
from ideas.models import Held, Idea
from tests.makers import (
    make_administrator,
    make_board,
    make_comment,
    make_idea,
    make_member,
)
from tests.pages.conftest import signed_in
from tests.security.test_erasure import found

FIND = reverse("ideas:find-people")


@pytest.fixture
def kim() -> Member:
    return make_member(name="Kim Quastel")


def naming(*people: Member, author: Member | None = None, **details: Any) -> Idea:
    body = ", ".join(f"@{each.slug}" for each in people)
    author, board = author or make_member(), details.pop("board", None) or make_board()
    return post_idea(
        author=author, board=board, title="A quiet lid", body=f"So, {body}!"
    )


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("@kim and (@ann-b), @kim!", ["kim", "ann-b"]),
        ("@kim.", ["kim"]),
        ("kim@firm.example a@b", []),
        ("/@kim @@kim @ kim @-kim", []),
        ("@Kim @kim_x", []),
    ],
)
def test_names_are_found_in_words(text: str, slugs: list[str]) -> None:
    assert slugs_in(text) == slugs


def test_who_is_named_is_linked_and_told_once(kim: Member) -> None:
    author = make_member(name="Ann Ode")
    idea = naming(kim, author=author)
    link = f'<a href="{kim.get_absolute_url()}"'
    html = Client().get(idea.get_absolute_url()).content.decode()
    assert link in html
    assert ">@Kim Quastel</a>!" in html
    notice = kim.notices.get()
    assert notice.title == "Ann Ode named you in “A quiet lid”"
    assert notice.url == idea.get_absolute_url()

    for n in range(2):
        body = f"Again, @{kim.slug} {n}"
        edit_idea(idea, by=author, title="A quiet lid", body=body)

    assert kim.notices.count() == 1
    assert Delivery.objects.filter(target=str(kim.pk)).count() == 1


def test_a_comment_names_people_and_tells_nobody_twice(kim: Member) -> None:
    idea = make_idea(author=kim)
    ann, ode = make_member(name="Ann"), make_member(name="Ode")
    text = f"@{kim.slug} @{ann.slug}"
    comment = post_comment(idea, author=make_member(), text=text)
    assert [n.kind for n in kim.notices.all()] == ["comment"]
    assert ann.notices.get().url == comment.get_absolute_url()
    edit_comment(comment, by=comment.author, text=f"@{ode.slug}")
    assert ode.notices.get().kind == "mention"
    page = Client().get(idea.get_absolute_url()).content.decode()
    assert ">@Ode</a>" in page


def test_nobody_is_told_who_is_not_here_or_named_themselves(kim: Member) -> None:
    gone, away = make_member(name="Gone"), make_member(name="Away")
    slug = gone.slug
    leave(gone)
    suspend(away, by=make_administrator(), reason="Adverts.")
    idea = naming(kim, away, author=kim)
    body = f"@{slug} @nobody"
    edit_idea(idea, by=kim, title=idea.title, body=body)
    assert not Notice.objects.filter(kind="mention").exists()
    html = Client().get(idea.get_absolute_url()).content.decode()
    assert f"@{slug} @nobody" in html


def test_ten_are_enough() -> None:
    with pytest.raises(TooManyNames):
        naming(*(make_member() for _ in range(11)))
    assert not Idea.objects.exists()
    assert not Notice.objects.exists()


def test_what_is_replayed_names_nobody(kim: Member) -> None:
    make_idea(body=f"@{kim.slug}")
    assert not Mention.objects.exists()
    assert not kim.notices.exists()


def test_names_in_code_and_links_stay_as_they_are(kim: Member) -> None:
    text = f"`@{kim.slug}` [@{kim.slug}](https://a.example)"
    author = make_member()
    idea = post_idea(author=author, board=make_board(), title="A lid", body=text)
    html = Client().get(idea.get_absolute_url()).content.decode()
    assert f"<code>@{kim.slug}</code>" in html
    assert f'href="{kim.get_absolute_url()}"' not in html.partition("stories")[0]


def test_a_page_costs_the_same_for_any_number_of_names(
    django_assert_num_queries: Any, kim: Member
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    naming(make_member())  # something that is near to the first
    for many in (1, 8):
        idea = naming(*(make_member() for _ in range(many)))
        for _ in range(many):
            post_comment(idea, author=make_member(), text=f"@{kim.slug}")
        with CaptureQueriesContext(connection) as queries:
            Client().get(idea.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_people_are_proposed_by_how_their_names_begin(kim: Member) -> None:
    ann = make_member(name="Ännchen Kim", email="kimono@example.com")
    gone = make_member(name="Kim Gone")
    leave(gone)
    client = signed_in(make_member(name="Zoe"))

    def proposed(text: str) -> list[str]:
        answer = client.get(FIND, {"q": text})
        assert "@example.com" not in answer.content.decode()
        return [each["name"] for each in answer.json()["people"]]

    assert proposed("kim") == proposed("Kim Q") == [kim.name]
    assert proposed("ann") == proposed("Änn") == [ann.name]
    assert proposed("kimono@") == proposed("") == proposed("%") == []
    assert Client().get(FIND, {"q": "kim"}).status_code == 302


def test_a_name_in_other_letters_is_proposed_too() -> None:
    make_member(name="Ольга Ким")
    answer = signed_in(make_member()).get(FIND, {"q": "оль"})
    assert [each["name"] for each in answer.json()["people"]] == ["Ольга Ким"]


def test_the_preview_links_who_would_be_named(kim: Member) -> None:
    text = {"text": f"Well, @{kim.slug} @nobody"}
    html = signed_in(make_member()).post(reverse("ideas:preview"), text)
    assert ">@Kim Quastel</a> @nobody" in html.content.decode()
    assert not Mention.objects.exists()


def test_who_leaves_is_named_nowhere(kim: Member) -> None:
    idea, slug = naming(kim), kim.slug
    edit_idea(idea, by=idea.author, title="A lid", body=f"@{slug} knows")
    edit_idea(idea, by=idea.author, title="A lid", body=f"Thanks, @{slug}.")
    post_comment(idea, author=make_member(), text=f"@{slug}, yes")
    keep_draft(make_member(), "here", {"text": f"Dear @{slug}"})
    assert len(found(["quastel"])) > 5

    leave(kim)

    assert found(["quastel"]) == []
    idea.conversation.refresh_from_db()
    assert idea.conversation.text == "Thanks, Former member."
    assert Draft.objects.get().words == {"text": "Dear Former member"}
    assert Revision.objects.count() == 2
    make_comment(idea)


def test_news_of_being_named_says_nothing_of_words_that_were_taken_along(
    kim: Member,
) -> None:
    author = make_member(name="Tove Varela")
    said = f"Kanarienvogel, says @{kim.slug}"
    comment = post_comment(make_idea(), author=author, text=said)
    assert Notice.objects.filter(member=kim, text__contains="Kanarien").exists()

    leave(author, words=Member.Words.TAKEN)

    assert Notice.objects.get(effect=f"mention:{comment.conversation_id}").text == ""
    assert not found(["kanarienvogel"])


def test_who_left_is_named_in_nothing_that_waits_for_a_look(kim: Member) -> None:
    slug = kim.slug
    text = f"@{slug} knows: https://shop.example/lid"
    waits = submit_comment(make_idea(), author=make_member(), text=text)
    post = submit_idea(
        author=make_member(), board=make_board(), title=f"Ask @{slug}", body=text
    )
    leave(kim)
    for held in (waits, post):
        assert isinstance(held, Held)
        held.refresh_from_db()
        assert slug not in held.title + held.text
