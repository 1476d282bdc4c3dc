"""The link in a mail: whoever holds it can turn that off, and nothing else."""

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from community.actions.members import leave
from community.models import MailRhythm, Member
from community.subscriptions import ALL, Subscription, read_token
from tests.makers import make_member

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address(token: str) -> str:
    return reverse("community:mail-off", args=[token])


def choices(member: Member) -> dict[str, str]:
    return dict(member.preferences.values_list("kind", "choice"))


@pytest.fixture
def member() -> Member:
    return make_member()


@pytest.fixture
def link(member: Member) -> str:
    return address(Subscription(member.pk, "told").token)


def test_a_mail_program_posts_once_without_cookie_or_token(
    member: Member, link: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(link, ONE_CLICK)
        assert answer.status_code == 200
        assert not answer.cookies
    assert choices(member) == {"told": "off"}


@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
def test_looking_turns_nothing_off(member: Member, link: str, method: str) -> None:
    """Scanners and prefetchers follow every link of every mail."""
    for headers in ({}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch"}):
        getattr(Client(headers=headers), method)(link)
    assert choices(member) == {}


def test_the_page_has_a_button_that_does_it(member: Member, link: str) -> None:
    page = Client().get(link)
    html = page.content.decode()
    assert '<form method="post">' in html
    assert "You taught us something, or we decided" in html
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert member.name not in html


def test_a_forged_link_does_nothing_and_says_nothing(member: Member) -> None:
    good = Subscription(member.pk, "told").token
    said, _colon, seal = good.rpartition(":")
    forged = [
        f"{said}:{seal[:-1]}", f"{said}:{'A' * 43}", f"{said}", seal,
        f"all.{member.pk}:{seal}", f"told.{member.pk + 1}:{seal}",
        Signer(salt="another purpose").sign(said),
        Signer(key="another key", salt="hearth.mail-off").sign(said),
        Signer(salt="hearth.mail-off").sign(f"everything.{member.pk}"),
        "%00", "é", "x" * 3000,
    ]  # fmt: skip
    answers = {Client().post(address(each), ONE_CLICK).status_code for each in forged}
    assert answers <= {404, 400}
    assert choices(member) == {}
    assert not MailRhythm.objects.exists()
    assert [read_token(each) for each in forged] == [None] * len(forged)


def test_whether_an_account_is_there_is_not_told(member: Member) -> None:
    """Not of who has left, nor of a number that nobody has."""
    gone = make_member()
    leave(gone)
    links = [address(Subscription(pk, "told").token) for pk in (gone.pk, 10**12)]
    there = address(Subscription(member.pk, "told").token)
    for send in (Client().get, Client().post):
        answers = {
            (page.status_code, page.content)
            for page in [send(each) for each in [there, *links]]
        }
        assert len(answers) == 1


def test_an_old_key_still_opens_what_it_sealed(member: Member, settings) -> None:
    token = Subscription(member.pk, ALL).token
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 50
    assert read_token(token) == Subscription(member.pk, ALL)
    Client().post(address(token))
    assert MailRhythm.objects.get(member=member).is_off


def test_the_link_signs_nobody_in(link: str) -> None:
    client = Client()
    client.post(link)
    assert client.get(reverse("community:notices")).status_code == 302
