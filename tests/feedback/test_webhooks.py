"""Webhooks end to end: rows, leases, a real receiver in another process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.actions.deliveries import deliver, lease_due_deliveries, retry
from community.models import Delivery, Notice, Tally
from feedback.actions.decisions import decide
from feedback.actions.endpoints import (
    create_endpoint,
    note_arrival,
    note_failure,
    ping_endpoint,
    switch_off,
    switch_on,
)
from feedback.actions.handoffs import open_handoff
from feedback.actions.routing import route
from feedback.actions.teams import open_team
from feedback.channels import wait_asked_for
from feedback.errors import BadAddress
from feedback.models import Endpoint
from feedback.secrets import unseal
from ideas.actions.votes import cast_vote
from ideas.errors import VotingClosed
from ideas.models import Idea
from tests.makers import (
    make_administrator,
    make_colleague,
    make_idea,
    make_member,
    make_ticket,
)

NOW = timezone.now()


class Receiver:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("receiver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = f"http://127.0.0.1:{self.line()}"

    def line(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def trust(self, secret: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(secret + "\n")
        self.process.stdin.flush()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_ALLOW_LOCAL = True
    running = Receiver()
    yield running
    running.process.kill()
    running.process.communicate()


def send_all() -> list[Delivery]:
    keys = lease_due_deliveries()
    for key, lease in keys:
        deliver(key, lease)
    return list(Delivery.objects.filter(pk__in=[key for key, _lease in keys]))


def test_a_receiver_in_another_process_verifies_what_was_routed(
    receiver: Receiver,
) -> None:
    team = open_team("Seals")
    _endpoint, secret = create_endpoint(name="CRM", url=receiver.url + "/in")
    receiver.trust(secret)

    handoff = route(make_ticket("It leaks: größer!"))

    assert handoff
    (sent,) = send_all()
    got = receiver.line()
    assert sent.state == "delivered"
    assert got["headers"]["webhook-id"] == str(sent.key)
    assert got["data"]["type"] == "conversation.routed"
    assert got["data"]["data"]["team"] == team.slug
    assert got["data"]["data"]["reason"] == "no rule matched"

    retry(sent)
    send_all()
    again = receiver.line()
    assert again["headers"]["webhook-id"] == got["headers"]["webhook-id"]
    assert again["body"] == got["body"]
    assert sent.attempts.count() == 2


def test_a_secret_of_another_endpoint_does_not_verify(receiver: Receiver) -> None:
    endpoint, _secret = create_endpoint(name="CRM", url=receiver.url)
    _other, secret = create_endpoint(name="Other", url=receiver.url)
    receiver.trust(secret)
    ping_endpoint(endpoint)
    send_all()
    assert receiver.line()["data"] == {"refused": "No matching signature found"}


def test_every_answer_but_2xx_is_a_failure(receiver: Receiver) -> None:
    endpoint, secret = create_endpoint(name="CRM", url=receiver.url + "/moved")
    receiver.trust(secret)
    for path in ("moved", "broken", "busy", "gone"):
        Endpoint.objects.update(url=f"{receiver.url}/{path}")
        ping_endpoint(endpoint)
    waiting = {"308": "moved", "500": "broken", "503": "busy", "410": "gone"}
    for status, path in waiting.items():
        Endpoint.objects.update(url=f"{receiver.url}/{path}", disabled_at=None)
        ((key, lease),) = lease_due_deliveries(limit=1)
        assert not deliver(key, lease)
        delivery = Delivery.objects.get(pk=key)
        assert delivery.attempts.get().status == status
        assert receiver.line()["path"] == f"/{path}"
        if status == "503":
            assert delivery.due_at > timezone.now() + timedelta(minutes=119)
        assert delivery.state == ("given_up" if status == "410" else "waiting")
    endpoint.refresh_from_db()
    assert endpoint.disabled_at
    assert "410" in endpoint.disabled_why


def test_the_secret_is_made_well_and_stored_sealed() -> None:
    endpoint, secret = create_endpoint(name="CRM", url="https://example.com/in")
    assert secret.startswith("whsec_")
    assert secret not in endpoint.sealed_secret
    assert unseal(endpoint.sealed_secret) == secret


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/in",
        "https://example.com:8080/in",
        "https://me:secret@example.com/in",
        "ftp://example.com",
        "https://",
        "not an address",
    ],
)
def test_only_https_on_the_two_ports_is_taken(url: str) -> None:
    with pytest.raises(BadAddress):
        create_endpoint(name="CRM", url=url)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(BadAddress, match=r"idea\.eaten"):
        create_endpoint(name="x", url="https://example.com", events=["idea.eaten"])


def test_an_endpoint_hears_its_events_and_its_team_only() -> None:
    open_team("Door")
    pumps = open_team("Pumps")
    url = "https://example.com/"
    create_endpoint(name="all", url=url)
    create_endpoint(name="decided", url=url, events=["idea.decided"])
    create_endpoint(name="pumps", url=url, team=pumps)
    off, _secret = create_endpoint(name="off", url=url)
    switch_off(off)
    idea = make_idea()
    ana = make_colleague()

    open_handoff(idea.conversation.handoffs.get(), by=ana)
    cast_vote(idea, voter=make_member())
    decide(idea.conversation, by=ana, status="planned", text="Yes.")
    decide(idea.conversation, by=ana, status="planned", text="Yes.")

    sent = Delivery.objects.filter(channel="webhook").order_by("pk")
    names = dict(Endpoint.objects.values_list("pk", "name"))
    assert [(names[int(one.target)], one.payload["type"]) for one in sent] == [
        ("all", "conversation.read"),
        ("all", "idea.voted"),
        ("all", "idea.decided"),
        ("decided", "idea.decided"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_vote_by_page_or_by_key_is_heard_where_somebody_listens(client, api) -> None:
    idea, voter = make_idea(), make_member()
    client.force_login(voter)
    page, by_key = f"/ideas/vote/{idea.pk}/", api("post", member=voter)
    path = f"/api/v1/ideas/{idea.pk}/vote/"
    with CaptureQueriesContext(connection) as asked:
        client.post(page, {"vote": "on"})
    assert not [one for one in asked if one["sql"].startswith(("BEGIN", "SAVEPOINT"))]
    assert idea.votes.count() == 1
    assert not Delivery.objects.filter(channel="webhook").exists()

    create_endpoint(name="all", url="https://example.com/")
    client.post(page, {"vote": "off"})
    by_key.put(path)
    by_key.delete(path)

    heard = Delivery.objects.filter(channel="webhook").order_by("pk")
    said = [one.payload["data"]["has_voted"] for one in heard]
    assert said == [False, True, False]


def test_a_refused_vote_is_a_visit_whether_or_not_somebody_listens() -> None:
    idea, voter = make_idea(), make_member()
    Idea.objects.filter(pk=idea.pk).update(status="shipped")
    for is_heard in (False, True):
        idea.is_heard = is_heard
        with pytest.raises(VotingClosed):
            cast_vote(idea, voter=voter)
    assert Tally.objects.get(key=f"vote:{voter.pk}").count == 2


def test_five_days_of_only_failures_switch_it_off_and_a_success_forgives() -> None:
    boss = make_administrator()
    endpoint, _secret = create_endpoint(name="CRM", url="https://example.com")
    note_failure(endpoint, at=NOW)
    note_failure(endpoint, at=NOW + timedelta(days=4))
    note_arrival(endpoint)
    note_failure(endpoint, at=NOW + timedelta(days=5))
    assert endpoint.disabled_at is None

    note_failure(endpoint, at=NOW + timedelta(days=10))
    note_failure(endpoint, at=NOW + timedelta(days=11))

    assert endpoint.disabled_at == NOW + timedelta(days=10)
    assert Notice.objects.filter(member=boss).count() == 1
    assert switch_on(endpoint).failing_since is None


def test_what_waits_for_an_endpoint_that_is_off_is_given_up() -> None:
    endpoint, _secret = create_endpoint(name="CRM", url="https://example.com")
    ping_endpoint(endpoint)
    switch_off(endpoint, why="moving")
    (sent,) = send_all()
    assert sent.state == "given_up"


def test_the_command_prints_the_secret_once() -> None:
    out = StringIO()
    call_command(
        "create_endpoint", "CRM", "https://example.com", stdout=out, stderr=StringIO()
    )
    assert out.getvalue().strip() == unseal(Endpoint.objects.get().sealed_secret)
    with pytest.raises(CommandError, match="https"):
        call_command("create_endpoint", "CRM", "http://example.com")
    with pytest.raises(CommandError, match="no team"):
        call_command("create_endpoint", "CRM", "https://example.com", team="nobody")


def test_retry_after_is_read_in_both_forms() -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    date = "Mon, 23 Nov 2026 09:00:00 GMT"
    assert wait_asked_for("120", now=now) == timedelta(minutes=2)
    assert wait_asked_for(date, now=now) == timedelta(hours=1)
    assert wait_asked_for("99999999999999", now=now) == timedelta(hours=24)
    assert wait_asked_for("soon", now=now) is None


@given(st.text(max_size=60))
def test_no_header_can_make_it_wait_more_than_a_day(header: str) -> None:
    wait = wait_asked_for(header, now=NOW)
    assert wait is None or timedelta() <= wait <= timedelta(hours=24)
