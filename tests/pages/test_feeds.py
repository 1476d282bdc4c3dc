"""Feeds: what visitors may see, as two formats that readers understand, never twice."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.actions.conversations import advance
from community.actions.firm import set_up_firm
from community.actions.members import leave
from community.models import Board, Stage
from community.quiet import quiet
from feedback.actions.releases import bring_out
from ideas.actions.answers import answer_idea
from ideas.actions.ideas import edit_idea, hide_idea
from ideas.models import Idea
from tests.makers import (
    make_board,
    make_colleague,
    make_idea,
    make_member,
    make_release,
)

ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = ["posts", "answers", "releases"]


@pytest.fixture
def idea() -> Idea:
    set_up_firm(name="Nessel")
    idea, colleague = (
        make_idea("A bell & a <lid>", body="It *rings*."),
        make_colleague(),
    )
    advance(idea.conversation, Stage.Name.READ, by=colleague)
    answer_idea(idea, by=colleague, status="planned", text="For **spring**.")
    bring_out(make_release(idea, title="The bells", by=colleague), by=colleague)
    return idea


def entries(client: Client, what: str) -> list[dict[str, str]]:
    """The same from both formats, or it fails."""
    root = ET.fromstring(client.get(f"/feeds/{what}.atom").content)
    atom = [
        {
            "id": each.findtext(f"{ATOM}id"),
            "title": each.findtext(f"{ATOM}title"),
            "url": each.find(f"{ATOM}link").attrib["href"],
            "html": each.findtext(f"{ATOM}summary") or "",
        }
        for each in root.iter(f"{ATOM}entry")
    ]
    said = json.loads(client.get(f"/feeds/{what}.json").content)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    items = [
        {"id": x["id"], "title": x["title"], "url": x["url"], "html": x["content_html"]}
        for x in said["items"]
    ]
    assert items == atom
    return items


@pytest.mark.parametrize("what", KINDS)
def test_each_feed_says_who_what_and_where(
    client: Client, idea: Idea, what: str, settings: object
) -> None:
    settings.BASE_URL = "https://bells.example"  # type: ignore[attr-defined]
    found = entries(client, what)
    assert found
    for each in found:
        assert each["url"].startswith("https://bells.example/")
        assert each["id"].startswith("tag:bells.example,")
    root = ET.fromstring(client.get(f"/feeds/{what}.atom").content)
    links = {x.attrib["rel"]: x.attrib["href"] for x in root.findall(f"{ATOM}link")}
    assert links["self"] == f"https://bells.example/feeds/{what}.atom"
    assert "Nessel Hearth" in root.findtext(f"{ATOM}title")


def test_titles_are_words_and_texts_are_clean_html(client: Client, idea: Idea) -> None:
    edit_idea(
        idea, by=idea.author, title="A bell & a <lid>",
        body="It *rings*. <script>alert(1)</script> [x](javascript:alert(1)) \x0b\ufffe",
    )  # fmt: skip
    post = entries(client, "posts")[0]
    assert post["title"] == "A bell & a <lid>"
    assert "<em>rings</em>" in post["html"]
    assert "<script" not in post["html"]
    assert 'href="javascript' not in post["html"]
    assert "<strong>spring</strong>" in entries(client, "answers")[-1]["html"]
    assert idea.get_absolute_url() in entries(client, "releases")[0]["html"]


def test_a_thing_keeps_its_name_when_its_title_changes(
    client: Client, idea: Idea
) -> None:
    before = entries(client, "posts")[0]["id"]
    edit_idea(idea, by=idea.author, title="Another title", body="And words.")
    after = entries(client, "posts")[0]
    assert (after["id"], after["title"]) == (before, "Another title")


def test_nothing_that_visitors_may_not_see_is_in_any_feed(client: Client) -> None:
    colleague = make_colleague()
    inside = make_board("Inside", visibility=Board.Visibility.MEMBERS)
    secret, hidden = make_idea("A secret", board=inside), make_idea("Taken off")
    for each in (secret, hidden):
        advance(each.conversation, Stage.Name.READ, by=colleague)
        answer_idea(each, by=colleague, status="planned", text="Yes.")
    bring_out(make_release(secret, title="Open"), by=colleague)
    bring_out(make_release(title="Closed", board=inside), by=colleague)
    make_release(title="A draft")
    hide_idea(hidden)

    client.force_login(colleague)
    everything = [x for what in KINDS for x in entries(client, what)]

    assert [each["title"] for each in everything] == ["Open"]
    assert "secret" not in str(everything)
    assert client.get("/feeds/boards/inside.atom").status_code == 404


def test_a_board_has_a_feed_of_its_own(client: Client) -> None:
    make_idea("A bell", board=make_board("Bells", slug="bells"))
    make_idea("A lid")
    said = client.get("/feeds/boards/bells.json").json()
    assert [each["title"] for each in said["items"]] == ["A bell"]
    assert said["home_page_url"].endswith("/ideas/?board=bells")
    page = client.get("/ideas/?board=bells").content.decode()
    assert 'href="/feeds/boards/bells.atom"' in page


def test_who_left_is_named_nowhere(client: Client) -> None:
    author = make_member(name="Ada Author")
    make_idea(author=author)
    leave(author)
    text = client.get("/feeds/posts.json").content.decode()
    assert "Ada" not in text
    assert "former-" not in text


def test_every_page_leads_to_the_feeds(client: Client, idea: Idea) -> None:
    for page in ("/", "/roadmap/", "/releases/", idea.get_absolute_url()):
        html = client.get(page, follow=True).content.decode()
        for what in KINDS:
            assert f'href="/feeds/{what}.atom"' in html
        assert 'href="/feeds/posts.json"' in html


def test_there_are_no_other_feeds(client: Client) -> None:
    for path in ("votes.atom", "posts.rss", "boards/none.json", "boards/x.rss"):
        assert client.get(f"/feeds/{path}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_who_has_the_newest_is_told_so_in_one_query(client: Client) -> None:
    idea = make_idea("A bell", body="It rings.")
    for _ in range(2):  # drawn, then kept
        first = client.get("/feeds/posts.atom")
        with CaptureQueriesContext(connection) as queries:
            again = client.get(
                "/feeds/posts.atom", headers={"If-None-Match": first["ETag"]}
            )
        assert (again.status_code, again.content) == (304, b"")
    assert len(queries) == 1
    since = client.get(
        "/feeds/posts.atom", headers={"If-Modified-Since": first["Last-Modified"]}
    )
    assert since.status_code == 304

    edit_idea(idea, by=idea.author, title="A louder bell", body="It rings.")

    news = client.get("/feeds/posts.atom", headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200
    assert b"A louder bell" in news.content


def test_a_feed_costs_the_same_for_any_number_of_entries(client: Client) -> None:
    colleague, board = make_colleague(), make_board()

    def cost(many: int) -> list[int]:
        with quiet():
            for _ in range(many):
                ideas = [make_idea(board=board) for _ in range(2)]
                bring_out(make_release(*ideas, by=colleague), by=colleague)
        costs = []
        for what in KINDS:
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/feeds/{what}.json")
            costs.append(len(queries))
        return costs

    assert cost(1) == cost(5)
