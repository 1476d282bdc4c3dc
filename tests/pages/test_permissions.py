import pytest
from django.test import Client
from django.urls import reverse

from community.actions.firm import open_board
from community.models import Board, Flag
from feedback.models import Evidence
from ideas.models import Comment, Idea
from tests.makers import make_idea
from tests.pages.town import Town


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("ideas:idea-edit", "idea"),
        ("ideas:idea-withdraw", "idea"),
        ("ideas:comment-edit", "reply"),
        ("ideas:comment-withdraw", "reply"),
        ("feedback:question", "question"),
    ],
)
def test_what_is_somebody_elses_is_not_found(
    name: str, of: str, town: Town, bob: Client, stranger: Client
) -> None:
    address = reverse(name, args=[getattr(town, of).pk])
    for client in [bob, stranger]:
        assert client.get(address).status_code == 404
        said = {"title": "Mine now", "text": "x", "answer": "x"}
        assert client.post(address, said).status_code == 404


def test_only_who_was_told_replies(town: Town, bob: Client, stranger: Client) -> None:
    address = reverse("feedback:evidence", args=[town.evidence.pk])

    assert stranger.post(address, {"reply": "confirmed"}).status_code == 404
    assert bob.post(address, {"reply": "confirmed"}).status_code == 302
    town.evidence.refresh_from_db()
    assert town.evidence.reply == Evidence.Reply.CONFIRMED


def test_only_the_author_contests_a_decline(
    town: Town, alice: Client, bob: Client
) -> None:
    address = reverse("ideas:contest", args=[town.answer.pk])

    assert "Only the author" in bob.post(address, {"text": "No."}).content.decode()
    assert alice.post(address, {"text": "The seal is fine."}).status_code == 302
    town.answer.refresh_from_db()
    assert town.answer.contest == "The seal is fine."


def test_a_board_for_members_is_closed_to_visitors(
    town: Town, visitor: Client, stranger: Client
) -> None:
    board = open_board("Inside", visibility=Board.Visibility.MEMBERS)
    idea = make_idea("A secret hinge", board=board, author=town.alice)

    assert visitor.get(idea.get_absolute_url()).status_code == 404
    assert stranger.get(idea.get_absolute_url()).status_code == 200
    for place in ["/", "/ideas/", "/ideas/?q=secret", town.alice.get_absolute_url()]:
        assert "secret hinge" not in visitor.get(place).content.decode()


def test_a_visitor_cannot_write(town: Town, visitor: Client) -> None:
    for name in ["vote", "follow", "comment-new", "idea-edit", "idea-withdraw"]:
        address = reverse(f"ideas:{name}", args=[town.idea.pk])
        said = {"text": "x", "vote": "on", "follow": "on"}
        assert visitor.post(address, said).status_code == 302
    town.idea.refresh_from_db()
    assert town.idea.vote_count == 1
    assert Comment.objects.count() == 2
    assert Idea.objects.get(pk=town.idea.pk).status == "declined"


def test_the_next_page_is_never_another_site(town: Town, bob: Client) -> None:
    address = reverse("community:flag", args=[town.idea.conversation.pk])

    page = bob.post(address, {"reason": "Spam", "next": "https://evil.example/"})

    assert page.headers["Location"] == "/"
    assert Flag.objects.get().member == town.bob
