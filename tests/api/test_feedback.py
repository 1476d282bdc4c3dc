import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from community.actions.conversations import advance, hide
from community.models import Conversation, Standing
from feedback.actions.insights import add_evidence, write_insight
from feedback.actions.replies import reply
from feedback.models import Handoff, Insight
from tests.api.costs import cost_of
from tests.community.test_constraints import a_run, a_standing
from tests.makers import make_colleague, make_idea, make_member, make_team, make_ticket

OUTSIDE = {
    "source": "tickets",
    "external_id": "T-1",
    "kind": "ticket",
    "headline": "It leaks",
    "text": "It leaks at the seal since March.",
}


def an_insight(**author: object) -> Insight:
    colleague = make_colleague()
    member = make_member(verified=True, **author)
    said = make_idea(author=member, body="It wakes the baby at six.").conversation
    advance(said, "read", by=colleague)
    return write_insight(
        sentence="A lid decides who sleeps.",
        by=colleague,
        team=make_team("", colleague),
        evidence=[(said, "wakes the baby")],
    )


def test_an_integration_brings_in_a_conversation_once(api) -> None:
    make_team(is_last_resort=True)
    customer = make_member(email="ann@firm.example")
    client = api("conversations")

    first = client.post(
        "/api/v1/conversations/",
        OUTSIDE | {"author_email": customer.email},
        format="json",
    )
    again = client.post("/api/v1/conversations/", OUTSIDE, format="json")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Conversation.objects.get().member == customer
    assert Handoff.objects.count() == 1


def test_the_site_s_own_posts_cannot_be_brought_in(api) -> None:
    response = api().post(
        "/api/v1/conversations/", OUTSIDE | {"source": "site"}, format="json"
    )
    assert response.status_code == 400
    assert "source" in response.json()["fields"]


def test_what_was_learned_is_read_with_the_words_behind_it(api) -> None:
    insight = an_insight()
    evidence = insight.evidence.get()
    reply(evidence, by=evidence.conversation.member, reply="confirmed")

    row = api("read").get("/api/v1/insights/").json()["results"][0]

    assert row["sentence"] == "A lid decides who sleeps."
    assert row["evidence"][0]["excerpt"] == "wakes the baby"
    assert row["evidence"][0]["reply"] == "confirmed"


def test_the_measures_move_when_somebody_confirms(api) -> None:
    client = api("measures")
    insight = an_insight()
    assert client.get("/api/v1/measures/").json()["co_creators"]["count"] == 0
    evidence = insight.evidence.get()
    reply(evidence, by=evidence.conversation.member, reply="confirmed")

    found = client.get("/api/v1/measures/").json()

    assert found["co_creators"]["count"] == 1
    assert found["total"]["learned"] == 1
    assert "@" not in str(found)


def test_contributors_are_those_who_agreed_and_are_here(api) -> None:
    run = a_run(is_current=True)
    agreed = make_member(consents_to_ranking=True)
    for member in (agreed, make_member(), make_colleague(consents_to_ranking=True)):
        a_standing(run, member)

    rows = api("people").get("/api/v1/contributors/").json()["results"]

    assert [row["name"] for row in rows] == [agreed.name]
    assert Standing.objects.count() == 3


@pytest.mark.parametrize("path", ["insights", "conversations", "contributors"])
def test_each_list_costs_the_same_for_any_number_of_rows(api, path) -> None:
    client, run, counts = api(), a_run(is_current=True), []
    for more in (2, 28):
        for _ in range(more):
            an_insight()
            a_standing(run, make_member(consents_to_ranking=True))
        with CaptureQueriesContext(connection) as queries:
            found = client.get(f"/api/v1/{path}/", {"limit": 100}).json()["results"]
        counts.append((len(found), cost_of(queries)))
    (few, cost), (many, same) = counts
    assert (few, many) == (2, 30)
    assert same == cost


def test_every_operation_needs_a_key() -> None:
    paths = APIClient().get("/api/v1/schema/", {"format": "json"}).json()["paths"]
    closed = [
        path
        for path, operations in paths.items()
        for method in operations
        if method in {"get", "post", "put", "delete"}
        and APIClient().generic(method.upper(), path.replace("{id}", "1")).status_code
        == 401
    ]
    assert len(closed) >= 14


def test_words_behind_an_insight_are_those_that_the_key_may_read(api) -> None:
    insight, colleague = an_insight(), make_colleague()
    ticket = make_ticket("It leaks at the seal.", outside_author="Jo Outside")
    advance(ticket, "read", by=colleague)
    add_evidence(insight, by=colleague, evidence=[(ticket, "at the seal")])
    url = f"/api/v1/insights/{insight.pk}/"

    def words(*scopes: str) -> list[str]:
        return [each["excerpt"] for each in api(*scopes).get(url).json()["evidence"]]

    assert words("read") == ["wakes the baby"]
    assert words("read", "conversations") == ["wakes the baby", "at the seal"]
    hide(insight.evidence.get(excerpt="wakes the baby").conversation)
    assert words("read") == []


def test_what_is_brought_in_late_is_found_by_the_next_pull(api) -> None:
    client, now = api("conversations"), timezone.now().isoformat()
    said = OUTSIDE | {"occurred_at": "2020-01-01T00:00:00Z"}
    client.post("/api/v1/conversations/", said, format="json")
    found = client.get("/api/v1/conversations/", {"updated_since": now}).json()
    assert [row["external_id"] for row in found["results"]] == ["T-1"]


@pytest.mark.parametrize(
    ("link", "status"),
    [
        ("https://tickets.example/1", 201),
        ("HTTP://tickets.example/1", 201),
        ("ftp://tickets.example/1", 400),
        ("javascript:alert(1)", 400),
        ("//tickets.example/1", 400),
    ],
)
def test_a_link_leads_to_the_web_or_is_refused(api, link: str, status: int) -> None:
    make_team(is_last_resort=True)
    answer = api("conversations").post(
        "/api/v1/conversations/", OUTSIDE | {"link": link}, format="json"
    )
    assert answer.status_code == status
