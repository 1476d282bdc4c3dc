"""Valkey is a doorbell: without it, writing and sending go on."""

import os
import subprocess
import sys
import time

import pytest
import redis
from celery import current_app
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from community.actions import sending
from community.actions.deliveries import enqueue
from community.actions.mail_choices import choose_notices
from community.lanes import Lanes
from community.models import Delivery
from ideas.models import Idea, Vote
from tests.makers import make_board, make_idea, make_member

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 60.0


@pytest.fixture
def _no_broker(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(current_app.conf, "broker_url", settings.REDIS_URL)
    monkeypatch.setattr(sending, "lanes", Lanes())


@pytest.mark.usefixtures("_no_broker")
def test_members_post_vote_and_are_told_while_the_broker_is_down(
    client: Client,
) -> None:
    board, author, voter = make_board(), make_member(), make_member()
    idea = make_idea(author=author, board=board)
    choose_notices(author, choices={"comment": "at_once"})
    client.force_login(voter)
    said = {"title": "A lid that closes softly", "board": board.pk, "kind": "idea"}
    posted = client.post("/ideas/new/", said | {"met": "1"})
    voted = client.post(f"/ideas/vote/{idea.pk}/", {"vote": "on"})
    spoke = client.post(f"/ideas/comment/{idea.pk}/", {"text": "The same here."})
    assert {posted.status_code, voted.status_code, spoke.status_code} == {302}
    assert Idea.objects.count() == 2
    assert Vote.objects.count() == 1
    sending.send_due(threads=1)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json()["broker"] is False


def test_a_worker_that_starts_without_a_broker_sends_all_the_same() -> None:
    words = {"subject": "A word", "text": "A word."}
    enqueue("mail", target=str(make_member().pk), effect="word", payload=words)
    address, _mark, query = os.environ["DATABASE_URL"].partition("?")
    here = f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}"
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "threads"],
        env=os.environ | {"DATABASE_URL": here, "REDIS_URL": "redis://127.0.0.1:1/0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends and Delivery.objects.get().state != "delivered":
            time.sleep(0.1)
    finally:
        worker.kill()
        worker.wait()
    assert Delivery.objects.get().state == "delivered"


def test_nothing_that_counts_is_kept_in_the_broker(client: Client) -> None:
    with redis.Redis.from_url(_address()) as broker:
        broker.flushdb()
        idea, voter = make_idea(), make_member()
        client.force_login(voter)
        client.post(f"/ideas/vote/{idea.pk}/", {"vote": "on"})
        broker.flushdb()
        sending.send_due(threads=1)
        assert broker.dbsize() == 0
    assert Vote.objects.count() == 1


def test_a_broker_that_is_full_refuses_and_nobody_notices(client: Client) -> None:
    """`noeviction`: it forgets nothing, it takes nothing more."""
    idea, voter = make_idea(), make_member()
    choose_notices(idea.author, choices={"comment": "at_once"})
    client.force_login(voter)
    with redis.Redis.from_url(_address()) as broker:
        before = broker.config_get("maxmemory")["maxmemory"]
        broker.config_set("maxmemory", 1)
        try:
            with pytest.raises(redis.exceptions.OutOfMemoryError):
                broker.set("more", "x")
            voted = client.post(f"/ideas/vote/{idea.pk}/", {"vote": "on"})
            said = {"text": "The same here."}
            spoke = client.post(f"/ideas/comment/{idea.pk}/", said)
            sending.send_due(threads=1)
        finally:
            broker.config_set("maxmemory", before)
    assert (voted.status_code, spoke.status_code) == (302, 302)
    assert Vote.objects.count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def _address() -> str:
    url = configured.REDIS_URL.replace("redis+socket://", "unix://")
    return url.replace("virtual_host=", "db=")
