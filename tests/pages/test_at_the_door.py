"""Joining and signing in speak as the rest of the house does."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.test import Client

from community.actions.firm import set_up_firm
from community.actions.members import suspend
from community.actions.passwords import give_password
from community.models import Ruling
from tests.makers import make_administrator
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


def test_who_is_suspended_reads_why_and_can_say_that_it_is_wrong(
    town: Town, visitor: Client
) -> None:
    give_password([town.alice], password="a-long-quiet-phrase")
    suspend(town.alice, by=make_administrator(), reason="Three adverts in a day.")
    said = {"login": town.alice.email, "password": "a-long-quiet-phrase"}

    page = visitor.post("/accounts/login/", said, follow=True)

    assert "Three adverts in a day." in page.content.decode()
    assert "_auth_user_id" not in visitor.session
    place = page.redirect_chain[-1][0]
    visitor.post(place, {"text": "My brother used my computer."})
    assert Ruling.objects.waiting().get().member == town.alice
    wrong = visitor.post("/accounts/login/", said | {"password": "no"}, follow=True)
    assert "Three adverts" not in wrong.content.decode()


MAILS = sorted(
    f"{path.parent.parent.name}/email/{path.name.removesuffix('_subject.txt')}"
    for app in ("account", "mfa")
    for path in Path(allauth.__file__).parent.glob(
        f"templates/{app}/email/*_subject.txt"
    )
)


@pytest.mark.parametrize("mail", MAILS)
def test_every_mail_of_the_doors_is_in_our_words(mail: str) -> None:
    for part in ("subject", "message"):
        origin = get_template(f"{mail}_{part}.txt").origin.name
        assert "allauth" not in Path(origin).parts[-6:-1], origin


@pytest.mark.parametrize("door", ["signup/", "login/code/", "password/reset/"])
@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_a_mail_from_the_door_is_plain(
    door: str, email: str, town: Town, visitor: Client, mailoutbox: list
) -> None:
    set_up_firm(name="Bell & <Sons>")
    said = {"email": email, "name": "O'Neil", "password1": "a-long-quiet-phrase"}
    visitor.post(f"/accounts/{door}", said)
    (sent,) = mailoutbox
    for theirs in ("Hello from", "Thank you for using", "localhost", "&amp;", "&#"):
        assert theirs not in sent.body.replace("http://localhost", "").replace(
            "http://testserver", ""
        )
    assert sent.body.endswith("Bell & <Sons>")
    assert "need not do anything" in sent.body
