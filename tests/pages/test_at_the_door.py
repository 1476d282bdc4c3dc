"""Joining and signing in speak as the rest of the house does."""

import pytest
from django.test import Client

from community.actions.passwords import give_password
from tests.pages.town import Town

DOORS = ["login/", "signup/", "login/code/", "password/reset/", "password/reset/done/"]
NEXT = ["http://[::1", "//[", "https://]/"]
ROOMS = ["logout/", "password/change/"]
THEIRS = ["Sign In", "Sign Up", "Signup", "Remember Me", "Reset My", "Change Password"]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_speaks_in_our_words(door: str, town: Town, visitor: Client) -> None:
    html = visitor.get(f"/accounts/{door}").content.decode()

    assert html.count("<h1") == 1
    assert '<header class="opener">' in html
    assert not [words for words in THEIRS if words in html]
    assert "placeholder" not in html.split("<main", 1)[1]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_behind_it_does_so_too(room: str, town: Town, alice: Client) -> None:
    html = alice.get(f"/accounts/{room}", follow=True).content.decode()

    assert '<header class="opener">' in html
    assert not [words for words in THEIRS if words in html]


def test_what_a_password_needs_is_said_in_a_sentence(
    town: Town, visitor: Client
) -> None:
    html = visitor.get("/accounts/signup/").content.decode()

    assert "Ten characters or more." in html
    assert "<li>Your password" not in html


def test_a_wrong_password_keeps_the_address(town: Town, visitor: Client) -> None:
    said = {"login": "alice@example.com", "password": "not this one"}

    html = visitor.post("/accounts/login/", said).content.decode()

    assert 'value="alice@example.com"' in html
    assert "do not go together" in html


def test_a_browser_finds_the_icon_where_it_looks_first(visitor: Client) -> None:
    icon = visitor.get("/favicon.ico")

    assert icon.status_code == 200
    assert b"".join(icon.streaming_content).startswith(b"\0\0\1\0")


@pytest.mark.parametrize("place", NEXT)
@pytest.mark.parametrize(
    "door",
    [
        *(f"accounts/{door}" for door in [*DOORS[:4], "logout/", "inactive/"]),
        "accounts/2fa/reauthenticate/",
        "desk/login/",
    ],
)
def test_a_door_that_shall_lead_to_no_address_opens_all_the_same(
    door: str, place: str, town: Town, visitor: Client, alice: Client
) -> None:
    for client in (visitor, alice):
        assert client.get(f"/{door}", {"next": place}).status_code < 500
        assert client.post(f"/{door}", {"next": place}).status_code < 500


def test_who_comes_in_from_no_address_is_let_in(town: Town, visitor: Client) -> None:
    give_password([town.alice], password="a-long-quiet-phrase")
    said = {"login": town.alice.email, "password": "a-long-quiet-phrase"}
    for door in ("accounts/login", "desk/login"):
        answer = Client().post(f"/{door}/?next=//[", said | {"next": "//["})
        assert answer.status_code < 500
