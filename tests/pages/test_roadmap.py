"""The roadmap: what was decided, each under its newest answer, the latest first."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.actions.conversations import advance
from community.models import Board, Stage
from community.quiet import quiet
from ideas.actions.answers import answer_idea
from ideas.actions.ideas import hide_idea
from ideas.models import Idea
from tests.makers import make_board, make_colleague, make_idea, make_member

NOW = timezone.now()


def decided(title: str, *statuses: str, days_ago: int = 1, **details: object) -> Idea:
    idea, by = (
        make_idea(title, at=NOW - timedelta(days=90), **details),
        make_colleague(),
    )
    with quiet():
        advance(idea.conversation, Stage.Name.READ, by=by, at=NOW - timedelta(days=80))
        for n, status in enumerate(statuses):
            at = NOW - timedelta(days=days_ago + len(statuses) - 1 - n)
            answer_idea(idea, by=by, status=status, text="Yes.", at=at)
    return idea


def columns(client: Client, address: str = "/roadmap/") -> dict[str, list[str]]:
    html = client.get(address).content.decode()
    found = {}
    for part in html.split('<section aria-labelledby="')[1:]:
        name = part.split("-title", 1)[0]
        titles = re.findall(r"<h2>\s*<a[^>]*>([^<]+)</a>", part)
        found[name] = titles
    return found


def test_each_stands_under_its_newest_answer_the_latest_first(client: Client) -> None:
    decided("A plan of old", "planned", days_ago=9)
    decided("A plan of now", "planned", days_ago=1)
    decided("First planned, then begun", "planned", "progress", days_ago=3)
    decided("Out long ago", "shipped", days_ago=30)
    decided("Planned first, out today", "planned", "shipped", days_ago=0)
    decided("Declined in the end", "planned", "declined")
    make_idea("Nobody decided this")

    assert columns(client) == {
        "planned": ["A plan of now", "A plan of old"],
        "progress": ["First planned, then begun"],
        "shipped": ["Planned first, out today", "Out long ago"],
    }


def test_a_board_of_its_own(client: Client) -> None:
    board = make_board("Bells", slug="bells")
    decided("A bell that rings", "planned", board=board)
    decided("A lid that shuts", "planned")
    assert columns(client, "/roadmap/?board=bells")["planned"] == ["A bell that rings"]


def test_visitors_see_what_visitors_may_see(client: Client) -> None:
    inside = make_board("Inside", visibility=Board.Visibility.MEMBERS)
    decided("For members", "planned", board=inside)
    hide_idea(decided("Taken off", "planned"))
    assert columns(client)["planned"] == []
    client.force_login(make_member())
    assert columns(client)["planned"] == ["For members"]


def test_more_shipped_than_fit_lead_to_the_list(client: Client) -> None:
    board = make_board()
    for n in range(14):
        decided(f"Came true {n:02}", "shipped", days_ago=n, board=board)
    page = client.get("/roadmap/").content.decode()
    assert columns(client)["shipped"] == [f"Came true {n:02}" for n in range(12)]
    assert "/ideas/?status=shipped" in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_it_costs_the_same_for_any_number_of_posts(
    client: Client, *, signed_in: bool
) -> None:
    board = make_board()
    if signed_in:
        client.force_login(make_member())

    def cost(many: int) -> int:
        for n in range(many):
            for status in ("planned", "progress", "shipped"):
                decided(f"Of number {n} to be {status}", status, board=board)
        with CaptureQueriesContext(connection) as queries:
            client.get("/roadmap/")
        return len(queries)

    assert cost(1) == cost(6) <= 14
