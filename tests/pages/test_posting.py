import pytest
from django.test import Client
from django.urls import reverse

from community import doors
from community.actions.members import suspend
from ideas.models import Comment, Idea
from tests.makers import make_administrator, make_comment, make_idea
from tests.pages.town import Town


def test_a_post_is_made_and_shown(town: Town, bob: Client) -> None:
    page = bob.post(
        reverse("ideas:idea-new"),
        {
            "title": "Heated grips for winter",
            "kind": "problem",
            "board": town.board.pk,
            "body": "My *hands*.",
        },
        follow=True,
    )

    idea = Idea.objects.latest("pk")
    assert page.redirect_chain[-1][0] == idea.get_absolute_url()
    assert (idea.author, idea.kind) == (town.bob, "problem")
    assert "<em>hands</em>" in page.content.decode()


def test_who_says_nearly_the_same_meets_the_others_first(
    town: Town, bob: Client
) -> None:
    said = {
        "title": "Let the battery come out on the other side",
        "kind": "idea",
        "board": town.board.pk,
    }
    address = reverse("ideas:idea-new")

    first = bob.post(address, said)

    assert town.idea.title in first.content.decode()
    assert Idea.objects.count() == 1
    assert bob.post(address, said | {"met": "on"}).status_code == 302
    assert Idea.objects.count() == 2


def test_a_refused_post_keeps_what_was_typed(
    town: Town, bob: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(doors.DOORS, "post", (0, doors.HOUR, 0))
    said = {
        "title": "Heated grips, please",
        "kind": "problem",
        "board": town.board.pk,
        "body": "My hands in the frost.",
    }

    html = bob.post(reverse("ideas:idea-new"), said).content.decode()

    assert "Nothing is lost" in html
    assert "Heated grips, please" in html
    assert "My hands in the frost." in html


@pytest.mark.parametrize("title", ["", "abc", "x" * 121])
def test_a_bad_title_keeps_the_story(title: str, town: Town, bob: Client) -> None:
    said = {"title": title, "kind": "idea", "board": town.board.pk, "body": "A story"}

    page = bob.post(reverse("ideas:idea-new"), said)

    assert page.status_code == 200
    assert "A story" in page.content.decode()
    assert title in page.content.decode()


def test_a_vote_says_the_wished_state(town: Town, bob: Client) -> None:
    idea = make_idea("Something to vote for")
    address = reverse("ideas:vote", args=[idea.pk])

    for wish, count in [("on", 1), ("on", 1), ("off", 0), ("off", 0)]:
        page = bob.post(address, {"vote": wish, "next": "/ideas/?order=new"})
        assert page.headers["Location"] == "/ideas/?order=new"
        idea.refresh_from_db()
        assert idea.vote_count == count


def test_htmx_gets_the_button_alone(town: Town, bob: Client) -> None:
    idea = make_idea("Something to vote for")
    address = reverse("ideas:vote", args=[idea.pk])

    html = bob.post(address, {"vote": "on"}, headers={"HX-Request": "true"}).content

    assert b'aria-pressed="true"' in html
    assert b"<html" not in html


def test_a_vote_that_is_refused_says_why(town: Town, bob: Client) -> None:
    address = reverse("ideas:vote", args=[town.idea.pk])

    page = bob.post(address, {"vote": "on"}, follow=True)

    assert "voting is closed" in page.content.decode()


def test_a_reply_joins_the_thread(town: Town, alice: Client) -> None:
    address = reverse("ideas:comment-new", args=[town.idea.pk])

    alice.post(address, {"text": "Every day.", "reply_to": town.reply.pk})

    assert Comment.objects.latest("pk").parent == town.comment


def test_a_comment_without_words_is_asked_for_again(town: Town, alice: Client) -> None:
    page = alice.post(reverse("ideas:comment-new", args=[town.idea.pk]), {"text": " "})

    assert page.status_code == 200
    assert "Write something first" in page.content.decode()


def test_a_comment_is_marked_helpful_and_unmarked(town: Town, alice: Client) -> None:
    address = reverse("ideas:helpful", args=[town.comment.pk])
    for wish, count in [("on", 1), ("on", 1), ("off", 0)]:
        alice.post(address, {"helpful": wish})
        town.comment.refresh_from_db()
        assert town.comment.helpful_count == count


def test_an_old_address_leads_to_the_idea(town: Town, visitor: Client) -> None:
    page = visitor.get(reverse("ideas:idea", args=[town.idea.pk, "old-title"]))

    assert page.headers["Location"] == town.idea.get_absolute_url()


def test_an_author_withdraws_a_post(town: Town, alice: Client) -> None:
    alice.post(reverse("ideas:idea-withdraw", args=[town.idea.pk]))

    assert alice.get(town.idea.get_absolute_url()).status_code == 404


def test_the_page_shows_what_was_learned_from_whom(town: Town, bob: Client) -> None:
    html = bob.get(town.idea.get_absolute_url()).content.decode()

    assert "<mark>in the dark</mark>" in html
    assert "Taught Jonas Jung something" in html
    assert town.insight.sentence in html
    assert "That’s it" in html


def test_taking_back_twice_is_taking_back_once(town: Town, bob: Client) -> None:
    idea = make_idea(author=town.bob)
    comment = make_comment(author=town.bob)
    for address in [
        reverse("ideas:idea-withdraw", args=[idea.pk]),
        reverse("ideas:comment-withdraw", args=[comment.pk]),
    ]:
        first, second = bob.post(address), bob.post(address)
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.headers["Location"] == second.headers["Location"]


def test_nothing_leads_to_the_page_of_somebody_who_is_suspended(
    town: Town, visitor: Client
) -> None:
    places = [
        town.idea.get_absolute_url(),
        "/learned/",
        town.insight.get_absolute_url(),
    ]
    people = [town.alice, town.bob]
    before = "".join(visitor.get(place).content.decode() for place in places)
    for each in people:
        assert f'"{each.get_absolute_url()}"' in before
        suspend(each, by=make_administrator(), reason="Adverts.")
    after = "".join(visitor.get(place).content.decode() for place in places)
    for each in people:
        assert each.get_absolute_url() not in after
        assert each.name in after
