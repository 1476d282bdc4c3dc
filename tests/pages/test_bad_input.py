"""Addresses and forms that nobody would write by hand never end in an error page."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.conf import settings
from django.test import Client

from tests.makers import make_administrator, make_idea, make_member


def a_cursor(*place: object) -> str:
    return urlsafe_b64encode(json.dumps(place).encode()).decode()


CURSORS = [
    "!!!",
    a_cursor("abc", 1),
    a_cursor(5, 1),
    a_cursor("2026-13-45", 1),
    a_cursor(float("nan"), 1),
    a_cursor(10**400, 1),
    a_cursor(0.5, 10**30),
    a_cursor("0001-01-01T00:00:00+14:00", 1),
    a_cursor([1], 1),
    urlsafe_b64encode(b"[" * 2_000).decode(),
]
LISTS = ["/ideas/?order=best", "/ideas/?order=new", "/ideas/?q=lid", "/people/?"]


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_makes_no_sense_is_none(client: Client, cursor: str) -> None:
    make_idea("A quiet lid")
    for page in [*LISTS, "/learned/?"]:
        assert client.get(page, {"cursor": cursor}).status_code == 200
        assert client.get(f"{page}&cursor={cursor}").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/join/%00/", "/ideas/?q=%00", "/ideas/like/?title=%00a", "/desk/?team=%00"],
)
def test_an_address_with_a_nul_is_refused(client: Client, address: str) -> None:
    client.force_login(make_administrator())
    response = client.get(address)
    assert response.status_code == 400
    assert b"That could not be read" in response.content


def test_a_nul_in_a_title_is_an_error_of_the_form(client: Client) -> None:
    client.force_login(make_member())
    response = client.post("/ideas/new/", {"title": "A lid\0 that closes"})
    assert response.status_code == 200
    assert b"Null characters" in response.content


@pytest.mark.parametrize("place", ["-1", "null", "9" * 30, "a\0b", "/a\r\nX-Evil: 1"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_form_returns_only_to_a_page(
    client: Client, place: str, headers: dict[str, str]
) -> None:
    client.force_login(make_member())
    idea = make_idea()
    said = {"vote": "on", "next": place}
    response = client.post(f"/ideas/vote/{idea.pk}/", said, headers=headers)
    assert response.status_code in {200, 302}
    assert "X-Evil" not in response.headers


def test_a_search_shows_every_post_once_from_page_to_page(client: Client) -> None:
    for n in range(27):
        make_idea(f"The bicycle frame rattles {'very ' * (n % 4)}{n % 3}")
    seen: list[int] = []
    cursor = ""
    for _ in range(4):
        page = client.get("/ideas/", {"q": "bicycle frame", "cursor": cursor})
        shown = page.context["page"]
        seen += [idea.pk for idea in shown.rows]
        if not (cursor := shown.cursor):
            break
    assert len(seen) == len(set(seen)) == 27


@pytest.mark.parametrize("charset", ["utf-16", "zlib", "idna"])
@pytest.mark.parametrize("address", ["/accounts/login/", "/ideas/new/"])
def test_a_form_in_another_writing_is_refused(address: str, charset: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member())
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.generic("POST", address, b"a=1", content_type=kind)
    assert answer.status_code == 400
    assert b"That could not be read" in answer.content
