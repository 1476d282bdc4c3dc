import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from community.actions.api_keys import revoke_api_key
from community.models import ApiKey
from ideas.actions.merges import merge_idea
from ideas.actions.ranks import place_unranked
from ideas.actions.votes import cast_vote
from ideas.models import Idea
from tests.api.costs import cost_of
from tests.makers import (
    make_board,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
)

IDEAS = "/api/v1/ideas/"


def test_without_a_key_there_is_nothing() -> None:
    response = APIClient().get(IDEAS)
    assert response.status_code == 401
    assert response.json()["code"] == "not_authenticated"


def test_a_revoked_key_opens_nothing(api) -> None:
    client = api("read")
    assert client.get(IDEAS).status_code == 200
    revoke_api_key(ApiKey.objects.get())
    assert client.get(IDEAS).status_code == 401


def test_a_key_opens_only_its_scopes(api) -> None:
    response = api("measures").get(IDEAS)
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")


def test_a_member_posts_and_reads_it_back(api) -> None:
    board, member = make_board("Grinders"), make_member()
    client = api("read", "post", member=member)

    made = client.post(
        IDEAS,
        {"title": "A quieter lid", "body": "At six.", "board": board.slug},
        format="json",
    )

    assert made.status_code == 201
    assert made.json()["author"]["name"] == member.name
    listed = client.get(IDEAS).json()["results"]
    assert [idea["title"] for idea in listed] == ["A quieter lid"]
    assert listed[0].keys() == made.json().keys()


def test_bad_input_names_the_fields(api) -> None:
    response = api(member=make_member()).post(IDEAS, {"title": "No"}, format="json")
    assert response.status_code == 400
    assert response.json()["fields"].keys() == {"title", "board"}


def test_a_vote_says_the_desired_state(api) -> None:
    idea, client = make_idea(), api(member=make_member())
    url = f"{IDEAS}{idea.pk}/vote/"
    for _ in range(2):
        assert client.put(url).json() == {"has_voted": True, "vote_count": 1}
    for _ in range(2):
        assert client.delete(url).json() == {"has_voted": False, "vote_count": 0}


def test_an_integration_cannot_vote(api) -> None:
    assert api().put(f"{IDEAS}{make_idea().pk}/vote/").status_code == 403


def test_a_refusal_has_a_code_and_says_why(api) -> None:
    idea = make_idea()
    response = api(member=idea.author).put(f"{IDEAS}{idea.pk}/vote/")
    assert response.status_code == 409
    assert response.json()["code"] == "own_idea"
    assert "your own" in response.json()["detail"]


def test_what_is_not_there_says_so(api) -> None:
    response = api().get(f"{IDEAS}999/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_pull_goes_on_where_the_last_one_ended(api) -> None:
    first, second = make_idea(), make_idea()
    Idea.objects.filter(pk=first.pk).update(
        updated_at=second.updated_at.replace(year=2030)
    )
    since = second.updated_at.isoformat()

    rows = api().get(IDEAS, {"updated_since": since}).json()["results"]

    assert [row["id"] for row in rows] == [second.pk, first.pk]


def test_pages_are_followed_to_the_end(api) -> None:
    made = {make_idea().pk for _ in range(5)}
    client, url, seen = api(), f"{IDEAS}?limit=2", []
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert (len(seen), set(seen)) == (5, made)


def test_members_only_boards_stay_among_members(api) -> None:
    make_idea(board=make_board("Inside", visibility="members"))
    assert api().get(IDEAS).json()["results"] == []
    assert len(api(member=make_member()).get(IDEAS).json()["results"]) == 1


def test_comments_are_said_and_listed(api) -> None:
    idea = make_idea()
    other = make_comment()
    client = api(member=make_member())

    made = client.post(
        "/api/v1/comments/", {"idea": idea.pk, "text": "Here too."}, format="json"
    )
    wrong = client.post(
        "/api/v1/comments/",
        {"idea": idea.pk, "text": "?", "reply_to": other.pk},
        format="json",
    )

    assert made.status_code == 201
    assert wrong.status_code == 400
    listed = client.get("/api/v1/comments/", {"idea": idea.pk}).json()["results"]
    assert [row["text"] for row in listed] == ["Here too."]


@pytest.mark.parametrize("path", ["ideas/", "comments/"])
def test_a_list_costs_the_same_for_any_number_of_rows(api, path) -> None:
    client, counts = api(), []
    for more in (2, 28):
        for _ in range(more):
            make_comment()
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(f"/api/v1/{path}", {"limit": 100}).json()["results"]
        counts.append((len(rows), cost_of(queries)))
    (few, cost), (many, same) = counts
    assert (few, many) == (2, 30)
    assert same == cost


def test_the_schema_names_every_operation() -> None:
    schema = APIClient().get("/api/v1/schema/", {"format": "json"}).json()
    assert {"/api/v1/ideas/", "/api/v1/insights/", "/api/v1/measures/"} <= schema[
        "paths"
    ].keys()


def test_the_docs_hold_nothing_inline(client) -> None:
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"<style" not in page.content
    assert b"<script>" not in page.content


def test_ideas_come_in_the_order_of_their_places_page_by_page(api) -> None:
    ideas = [make_idea(f"A lid in {n} colours") for n in range(3)]
    folded = make_idea("A lid in no colour")
    for n, idea in enumerate(ideas):
        for _ in range(n):
            cast_vote(idea, voter=make_member(verified=True))
    merge_idea(folded, into=ideas[0], by=make_colleague())
    place_unranked()
    client = api("read")

    found, address = [], f"{IDEAS}?order=best&limit=1"
    while address:
        page = client.get(address).json()
        found += [row["id"] for row in page["results"]]
        address = page["next"]

    assert found == [idea.pk for idea in reversed(ideas)]


def test_an_order_that_is_none_is_refused_with_those_there_are(api) -> None:
    response = api("read").get(f"{IDEAS}?order=loudest")
    assert response.status_code == 400
    assert "order" in response.json()["fields"]
