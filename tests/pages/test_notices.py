"""The bell, the list behind it, and what a member chooses, without JavaScript."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions.notices import notify
from community.models import MailRhythm, Notice
from tests.makers import make_member
from tests.pages.town import Town

LIST, CHOICES = "/account/notices/", "/account/notices/choices/"
KINDS = [
    "told",
    "answer",
    "question",
    "comment",
    "mention",
    "status",
    "helped",
    "letter",
]


def add(town: Town, n: int) -> None:
    for i in range(n):
        effect = f"more:{i}:{Notice.objects.count()}"
        notify(town.alice, "comment", title=f"N{i}", url="/", effect=effect)


def test_the_bell_counts_what_is_new_and_a_hundred_at_the_most(
    town: Town, alice: Client
) -> None:
    new = town.alice.notices.unread().count()
    assert f'<span class="told-count">{new}</span>' in alice.get("/").content.decode()
    add(town, 120)
    assert '<span class="told-count">100+</span>' in alice.get("/").content.decode()


def test_a_visitor_has_no_bell_and_pays_for_none(town: Town, visitor: Client) -> None:
    add(town, 3)
    with CaptureQueriesContext(connection) as queries:
        page = visitor.get("/")
    assert "told-count" not in page.content.decode()
    assert not any("community_notice" in each["sql"] for each in queries)


def test_one_is_read_and_the_page_stays_where_it_was(town: Town, alice: Client) -> None:
    add(town, 30)
    cursor = re.search(r'href="(\?cursor=[^"]+)"', alice.get(LIST).content.decode())
    assert cursor
    place = LIST + cursor[1]
    one = re.search(r'name="one" value="(\d+)"', alice.get(place).content.decode())
    assert one
    before = town.alice.notices.unread().count()
    answer = alice.post(LIST + "read/", {"one": one[1], "next": place})
    assert answer.headers["Location"] == place
    assert town.alice.notices.unread().count() == before - 1


def test_nobody_reads_for_somebody_else(town: Town, bob: Client) -> None:
    notice = town.alice.notices.unread().latest("pk")
    for said in ({"one": notice.pk}, {"upto": "999999999"}):
        bob.post(LIST + "read/", said)
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_the_choices_are_kept_as_they_were_made(town: Town, alice: Client) -> None:
    said = dict.fromkeys(
        KINDS,
        "digest",
    )
    rhythm = {"digest": "weekly", "quiet_from": "22:00", "quiet_until": "07:30"}
    assert alice.post(CHOICES, said | rhythm).headers["Location"] == CHOICES
    html = alice.get(CHOICES).content.decode()
    checked = re.findall(r'value="(\w+)"[^>]*checked', html)
    assert checked == ["digest"] * 8 + ["weekly"]
    assert 'value="22:00"' in html
    assert 'value="07:30"' in html
    assert not MailRhythm.objects.get(member=town.alice).is_off


def test_quiet_hours_that_make_no_sense_are_refused_and_nothing_is_lost(
    town: Town, alice: Client
) -> None:
    said = dict.fromkeys(KINDS, "off") | {"digest": "daily"}
    for hours in [
        {"quiet_from": "22:00"},
        {"quiet_from": "22:00", "quiet_until": "22:00"},
        {"quiet_from": "25:00", "quiet_until": "7"},
    ]:
        page = alice.post(CHOICES, said | hours)
        assert page.status_code == 200
        assert 'role="alert"' in page.content.decode()
        assert page.content.decode().count('value="off"') == 8
    assert not town.alice.preferences.exists()


def test_the_kinds_for_colleagues_are_shown_to_colleagues(town: Town) -> None:
    for member, is_shown in [(make_member(), False), (town.jonas, True)]:
        client = Client()
        client.force_login(member, backend="community.sessions.MemberBackend")
        html = client.get(reverse("community:notice-choices")).content.decode()
        assert ("own people" in html) is is_shown
