"""One sees where one is signed in, ends it there, and nothing more is kept of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.passwords import give_password
from community.browsers import Browser
from community.models import Member, Session
from tests.makers import make_member

PASSWORD = "a-long-quiet-phrase"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0"
)
PAGE = "/account/devices/"


@pytest.fixture
def ann() -> Member:
    member = make_member()
    give_password([member], password=PASSWORD)
    member.refresh_from_db()
    return member


def sign_in(member: Member, agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    return client


def proved(client: Client) -> Client:
    """Asked once more who it is, and answered."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("community:profile")).status_code == 200


def pass_time(hours: int) -> None:
    Session.objects.update(
        first_seen_at=F("first_seen_at") - timedelta(hours=hours),
        last_seen_at=F("last_seen_at") - timedelta(hours=hours),
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux) Own/1", "A browser on Linux"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_told_in_words(agent: str, words: str) -> None:
    assert str(Browser.of(agent)) == words


def test_the_page_names_each_device_and_marks_this_one(ann: Member) -> None:
    sign_in(ann, IPHONE)
    here = sign_in(ann)
    html = here.get(PAGE).content.decode()
    assert html.index("Firefox on Linux") < html.index("This is where you are now")
    assert html.index("This is where you are now") < html.index("Safari on iPhone")
    assert html.count("Sign out:") == 1


def test_a_form_says_nothing_of_a_key(ann: Member) -> None:
    sign_in(ann, IPHONE)
    html = sign_in(ann).get(PAGE).content.decode()
    for row in Session.objects.all():
        assert row.session_key not in html


def test_one_is_ended_and_only_one(ann: Member) -> None:
    phone, other, here = sign_in(ann, IPHONE), sign_in(ann, EDGE), sign_in(ann)
    handle = Session.objects.get(system="iPhone").handle
    proved(here).post(PAGE, {"device": handle})
    assert [is_in(each) for each in (phone, other, here)] == [False, True, True]


def test_all_others_are_ended_and_nobody_else_s(ann: Member) -> None:
    bob = make_member()
    theirs = Client()
    theirs.force_login(bob)
    phone, here = sign_in(ann, IPHONE), sign_in(ann)
    page = proved(here).post(PAGE, {"device": "others"}, follow=True)
    assert "Signed out on 1 other device." in page.content.decode()
    assert [is_in(each) for each in (phone, theirs, here)] == [False, True, True]


def test_nobody_ends_a_device_of_another_member(ann: Member) -> None:
    theirs = sign_in(ann, IPHONE)
    handle = Session.objects.get(system="iPhone").handle
    stranger = Client()
    stranger.force_login(make_member())
    stranger.post(PAGE, {"device": handle})
    assert is_in(theirs)


def test_ending_one_asks_who_is_there(ann: Member) -> None:
    phone, here = sign_in(ann, IPHONE), sign_in(ann)
    asked = here.post(PAGE, {"device": "others"})
    assert "/reauthenticate/" in asked.headers["Location"]
    assert is_in(phone)
    here.post(asked.headers["Location"], {"password": PASSWORD})
    assert not is_in(phone)


def test_that_one_was_here_is_written_once_an_hour(
    ann: Member, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = sign_in(ann)
    client.get("/ideas/")
    assert is_in(client)
    for hours, queries in [(0, 4), (2, 5), (0, 4)]:
        pass_time(hours)
        with django_assert_num_queries(queries):
            client.get("/accounts/inactive/")
    row = Session.objects.get(member=ann)
    assert timezone.now() - row.last_seen_at < timedelta(minutes=1)
    assert timezone.now() - row.first_seen_at > timedelta(hours=1)


def test_another_password_leaves_the_device_what_it_was(ann: Member) -> None:
    client = sign_in(ann)
    pass_time(3)
    before = Session.objects.get(member=ann)
    said = {"password1": "another-quiet-phrase", "password2": "another-quiet-phrase"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | said)
    after = Session.objects.get(member=ann)
    assert after.pk != before.pk
    assert (after.browser, after.first_seen_at) == ("Firefox", before.first_seen_at)


def test_who_signs_in_after_somebody_else_is_a_new_device(ann: Member) -> None:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    client.force_login(make_member())
    pass_time(3)
    client.force_login(ann)
    row = Session.objects.get(member=ann)
    assert timezone.now() - row.first_seen_at < timedelta(minutes=1)


def test_the_page_costs_the_same_for_any_number_of_devices(
    ann: Member, django_assert_num_queries: Callable[[int], Any]
) -> None:
    here = sign_in(ann)
    here.get(PAGE)
    for more in [0, 5]:
        for _ in range(more):
            sign_in(ann, IPHONE)
        with django_assert_num_queries(5):  # session, notices, edition, firm, devices
            here.get(PAGE)
