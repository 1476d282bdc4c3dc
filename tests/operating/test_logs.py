"""Logs tell what happened, under which id, and nothing of whom or of what was said."""

import io
import json
import logging
import time
from collections.abc import Iterator
from logging.config import DictConfigurator

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from community.actions.api_keys import create_api_key
from community.actions.deliveries import deliver, enqueue, lease_due_deliveries
from community.models import Member
from config import logs
from tests.makers import make_board, make_idea, make_member

MAIL = "canary.mail@example.com"
NAME = "Canaria Name"
TEXT = "canary-said-this"
WORD = "canary-password-1"
log = logging.getLogger("community.tests")


class Lines(io.StringIO):
    def read_all(self) -> list[dict]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of(self, event: str) -> list[dict]:
        return [line for line in self.read_all() if line["event"] == event]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What an installation that writes JSON would write, everything included."""
    config = logs.settings(level="DEBUG", as_json=True, with_words=False)
    formatter = DictConfigurator(config).configure_formatter(
        config["formatters"]["line"]
    )
    written = Lines()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def test_a_request_is_one_line_with_its_id(client, lines) -> None:
    answer = client.get("/ideas/?q=canary", headers={"X-Request-ID": "proxy-4711-a"})
    (line,) = lines.of("request")
    assert answer["X-Request-ID"] == line["request_id"] == "proxy-4711-a"
    assert line["route"] == "ideas:idea-list"
    assert line["status"] == 200
    assert line["level"] == "info"
    assert line["ms"] > 0


@pytest.mark.parametrize("address", ["/healthz", "/static/nothing.css"])
def test_what_costs_nothing_is_counted_and_not_told(client, lines, address) -> None:
    client.get(address)
    assert lines.of("request") == []


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "a b c d e f g", "anna@example.com", "äöü-äöü-äöü"]
)
def test_what_could_not_be_an_id_is_replaced(client, lines, given) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert len(answer["X-Request-ID"]) == 32


def test_each_request_has_an_id_of_its_own(client) -> None:
    ids = {client.get("/healthz")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3


def test_nothing_of_anybody_is_in_the_logs(client, lines, monkeypatch) -> None:
    """Joining, signing in, posting, searching, failing: in no line is a canary."""
    member = make_member(email=MAIL, name=NAME)
    _key, secret = create_api_key(TEXT, scopes=["read"], member=None)
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": MAIL, "password": WORD})
    client.post(reverse("account_signup"), {"email": MAIL, "password1": WORD})
    client.force_login(member)
    session = client.cookies["session"].value
    board = make_board()
    client.post("/ideas/new/", {"title": TEXT, "body": TEXT, "board": board.pk})
    client.get(f"/ideas/?q={TEXT}")
    client.get(f"/nowhere/{TEXT}")
    client.get("/api/v1/ideas/", headers={"Authorization": f"Bearer {secret}"})
    client.get("/api/v1/ideas/", headers={"Authorization": f"Bearer {secret}x"})
    client.get("/", headers={"Host": f"{TEXT}.example"})
    monkeypatch.setattr("ideas.views.listing.idea_list", None)
    idea = make_idea(TEXT, author=member)
    monkeypatch.setattr("ideas.reading.Idea.objects.visible_to", _fail, raising=False)
    client.get(idea.get_absolute_url())
    enqueue("nowhere", target=MAIL, effect=TEXT, payload={"text": TEXT})
    for pk, lease in lease_due_deliveries():
        deliver(pk, lease)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(email=MAIL.upper(), name=NAME, slug="another")
    log.error("refused", exc_info=_refusal(member))
    logging.getLogger("somebody.elses").warning("Refused %s", MAIL)

    written = lines.getvalue()
    assert len(lines.of("request")) >= 9
    for canary in (
        MAIL,
        MAIL.upper(),
        "canary.mail",
        NAME,
        TEXT,
        WORD,
        session,
        secret,
    ):
        assert canary not in written
    assert "Refused %s" in written


def _fail(*_: object, **__: object) -> None:
    raise ValueError(TEXT)


def _refusal(member: Member) -> Exception:
    try:
        with transaction.atomic():
            Member.objects.create(email=member.email, name=NAME, slug="a-third")
    except IntegrityError as problem:
        return problem
    raise AssertionError


def test_an_error_says_its_type_its_place_and_the_rule_it_broke(lines) -> None:
    member = make_member(email=MAIL)
    log.error("refused", exc_info=_refusal(member))
    (line,) = lines.of("refused")
    assert line["error"] == "IntegrityError from UniqueViolation"
    assert line["sqlstate"] == "23505"
    assert line["constraint"]
    assert "test_logs.py" in line["where"]
    assert MAIL not in lines.getvalue()


def test_a_view_that_fails_is_told_once_with_its_request(lines, monkeypatch) -> None:
    monkeypatch.setattr("community.views.health.ping", _fail)
    Client(raise_request_exception=False).get("/readyz")
    (line,) = [one for one in lines.read_all() if one["level"] == "error"]
    assert line["error"] == "ValueError"
    assert line["request_id"]
    assert "health.py" in line["where"]


def test_a_task_carries_the_request_that_rang_for_it(lines, caplog) -> None:
    caplog.set_level(logging.DEBUG, "config.tasks")
    app = Celery("tests", broker="memory://", fixups=[], set_as_current=False)
    app.conf.task_ignore_result = True

    @app.task(name="tests.ring")
    def ring(fails: bool) -> None:
        log.info("inside")
        if fails:
            raise ValueError(TEXT)

    with start_worker(app, perform_ping_check=False, shutdown_timeout=20):
        with logs.named(request_id="request-4711"):
            first = ring.delay(fails=False)
        second = ring.delay(fails=True)
        _wait(lambda: len(lines.of("task")) == 2)

    inside = lines.of("inside")
    assert [line["task_id"] for line in inside] == [first.id, second.id]
    assert inside[0]["request_id"] == "request-4711"
    assert "request_id" not in inside[1]
    assert [line["state"] for line in lines.of("task")] == ["SUCCESS", "FAILURE"]
    assert lines.of("task failed")[0]["error"] == "ValueError"
    assert lines.of("task failed")[0]["task"] == "tests.ring"
    assert TEXT not in lines.getvalue()


def _wait(is_true) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
