"""Integrations read what came out."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.actions.members import leave
from community.models import Board
from feedback.actions.releases import bring_out
from ideas.actions.credits import thank
from ideas.actions.releases import write_release
from tests.api.costs import cost_of
from tests.makers import (
    make_board,
    make_colleague,
    make_idea,
    make_member,
    make_release,
)

RELEASES = "/api/v1/releases/"


def test_a_release_says_what_came_true_and_who_is_thanked(api) -> None:
    idea, colleague = make_idea(author=make_member(name="Ada")), make_colleague()
    release = make_release(idea, board=idea.board, by=colleague)
    left = make_member(name="Bea")
    thank(left, by=colleague, reason="tested it", release=release)
    bring_out(release, by=colleague)
    leave(left)
    make_release(title="A draft")

    row = api("read").get(RELEASES).json()["results"]

    assert [each["title"] for each in row] == ["Autumn"]
    assert row[0]["ideas"] == [idea.pk]
    assert row[0]["board"] == idea.board.slug
    assert row[0]["thanked"] == [
        {
            "name": "Ada",
            "url": idea.author.get_absolute_url(),
            "reasons": ["had it in mind first"],
        }
    ]


def test_what_is_for_members_is_no_integrations(api) -> None:
    inside = make_board(visibility=Board.Visibility.MEMBERS)
    secret, colleague = make_idea(board=inside), make_colleague()
    for release in (make_release(secret), make_release(title="Inside", board=inside)):
        bring_out(release, by=colleague)

    integration = api("read").get(RELEASES).json()["results"]
    member = api("read", member=make_member()).get(RELEASES).json()["results"]

    assert [each["title"] for each in integration] == ["Autumn"]
    assert integration[0]["ideas"] == integration[0]["thanked"] == []
    assert {each["title"] for each in member} == {"Autumn", "Inside"}


def test_a_pull_brings_what_changed_since(api) -> None:
    colleague = make_colleague()
    first, second = make_release(title="First"), make_release(title="Second")
    for each in (first, second):
        bring_out(each, by=colleague)
    since = api("read").get(RELEASES).json()["results"][0]["updated_at"]
    said = {"title": "First", "notes": "More.", "released_at": first.released_at}
    write_release(first, by=colleague, **said)

    found = api("read").get(RELEASES, {"updated_since": since}).json()["results"]

    assert [each["title"] for each in found] == ["Second", "First"]


def test_a_page_costs_the_same_for_any_number(api) -> None:
    client, colleague, board = api("read"), make_colleague(), make_board()

    def add(many: int) -> None:
        for _ in range(many):
            idea = make_idea(board=board)
            bring_out(make_release(idea, by=colleague), by=colleague)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(RELEASES)
        return cost_of(asked)

    add(1)
    few = cost()
    add(6)
    assert cost() == few
