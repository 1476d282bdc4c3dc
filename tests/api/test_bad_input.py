"""Whatever is sent, the API says in a sentence what is wrong with it."""

from base64 import b64encode

import pytest
from django.utils import timezone

from community.models import Conversation
from ideas.models import Idea
from tests.makers import make_board, make_comment, make_idea, make_member

IDEAS = "/api/v1/ideas/"
LISTS = ["ideas", "comments", "conversations", "insights", "contributors"]
BODIES = {
    "": "invalid",
    "{": "parse_error",
    "[" * 100_000: "parse_error",
    '{"a":' * 5_000: "parse_error",
    '{"title": NaN}': "parse_error",
    '{"title": "A lid that is quiet", "board": "\\u0000"}': "parse_error",
    '{"title": "A lid that is quiet", "kind": "\\ud800"}': "parse_error",
    "null": "invalid",
    "[]": "invalid",
    '"x"': "invalid",
}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:12] or "empty")
def test_what_is_no_post_is_refused_with_a_sentence(api, body: str) -> None:
    client = api(member=make_member())
    response = client.generic("POST", IDEAS, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, BODIES[body])
    assert response.json()["detail"].endswith(".")


def test_json_is_utf_8_whatever_its_type_says(api) -> None:
    board = make_board()
    body = f'{{"title": "A lid that closes—quietly", "board": "{board.slug}"}}'
    response = api(member=make_member()).generic(
        "POST", IDEAS, body.encode(), content_type="application/json; charset=zlib"
    )
    assert response.status_code == 201
    assert Idea.objects.get().title == "A lid that closes—quietly"


def test_more_than_a_megabyte_is_refused_before_it_is_read(api) -> None:
    said = {"title": "A quiet lid", "board": make_board().slug, "body": "y" * 2_000_000}
    response = api(member=make_member()).post(IDEAS, said, format="json")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "place",
    ["p=garbage", "p=%00", "r=1&p=", "p=0001-01-01T00:00:00%2B23:00", "o=" + "9" * 30],
)
def test_a_cursor_that_makes_no_sense_is_refused(api, path: str, place: str) -> None:
    cursor = b64encode(place.encode()).decode()
    response = api().get(f"/api/v1/{path}/", {"cursor": cursor})
    assert response.status_code in {200, 400}
    assert place.startswith("o=") or "cursor" in response.json()["fields"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", ["0", "-3", "many", "null", "²", ""])
def test_a_limit_that_is_no_number_is_refused(api, path: str, limit: str) -> None:
    response = api().get(f"/api/v1/{path}/", {"limit": limit})
    assert (response.status_code, list(response.json()["fields"])) == (400, ["limit"])


@pytest.mark.parametrize(
    "moment", ["2026-05-01T12:00:00+23:59", "0001-01-01T00:00:00+15:00"]
)
def test_a_time_with_an_offset_that_nobody_has_breaks_nothing(api, moment: str) -> None:
    response = api("read").get("/api/v1/ideas/", {"updated_since": moment})
    assert response.status_code == (200 if moment.startswith("2026") else 400)


@pytest.mark.parametrize("path", LISTS)
def test_an_address_with_a_nul_is_refused(api, path: str) -> None:
    response = api().get(f"/api/v1/{path}/?board=%00")
    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_a_parameter_that_is_spelt_wrong_is_refused_and_not_ignored(api) -> None:
    make_comment()
    found = api("read").get("/api/v1/comments/?updated_since=2020-01-01T00:00:00Z")
    told = "There is no such parameter; there are: created_since, cursor, idea, limit"
    assert found.status_code == 400
    assert found.json()["fields"] == {"updated_since": [told]}
    assert api("measures").get("/api/v1/measures/?week=3").status_code == 400


def test_every_row_comes_once_however_many_changed_at_the_same_moment(api) -> None:
    source, now = make_idea().conversation.source, timezone.now()
    Conversation.objects.bulk_create(
        Conversation(
            source=source,
            kind="ticket",
            headline=f"Ticket {n}",
            phase="use",
            occurred_at=now,
            received_at=now,
            updated_at=now,
        )
        for n in range(1_150)
    )
    client, seen = api("conversations"), []
    url = "/api/v1/conversations/?limit=100&updated_since=2020-01-01T00:00:00Z"
    while url and len(seen) < 2_000:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert len(seen) == len(set(seen)) == 1_151


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author_email", "a@" + ".".join(["b" * 60] * 5) + ".example"),
        ("occurred_at", "9999-12-31T23:59:59Z"),
        ("occurred_at", "0001-01-01T00:00:00Z"),
        ("occurred_at", "1969-12-31T00:00:00Z"),
        ("occurred_at", "0001-01-01T00:00:00+14:00"),
    ],
)
def test_what_no_column_or_calendar_holds_is_refused(api, field, value) -> None:
    said = {
        "source": "tickets",
        "external_id": "1",
        "kind": "ticket",
        "headline": "It leaks",
    }
    client = api("conversations")
    answer = client.post("/api/v1/conversations/", said | {field: value}, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
