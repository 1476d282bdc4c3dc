"""Figures for Prometheus: behind a token, true, and cheap."""

import os
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from community.actions.deliveries import enqueue
from community.actions.heartbeats import hear
from community.models import Delivery
from config.operating import metrics
from config.operating.actions import measures
from config.operating.requests import REQUESTS
from ideas.actions.votes import cast_vote
from ideas.tasks import place_unranked
from tests.makers import make_idea, make_member

TOKEN = "a-token-for-these-tests"
ADD_UP = """
from prometheus_client import generate_latest
from config.operating.requests import registry
print(generate_latest(registry()).decode())
"""


@pytest.fixture
def scrape(client, settings):
    """Every sample by name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def ask() -> dict[str, float]:
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        return {
            ",".join([sample.name, *sample.labels.values()]): sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
        }

    return ask


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}]
)
def test_without_the_token_there_is_no_such_page(client, settings, headers) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers=headers).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=headers).status_code == 404


def test_requests_are_counted_by_route_method_and_status(client, scrape) -> None:
    before = scrape()
    for address in ("/ideas/", "/ideas/?q=secret", "/nowhere/secret"):
        client.get(address)
    client.generic("BREW", "/ideas/")
    after = scrape()

    def more(key: str) -> float:
        return after[key] - before.get(key, 0)

    listed = [key for key in after if "idea-list" in key]
    assert more("hearth_requests_total,GET,ideas:idea-list,200") == 2
    assert more("hearth_requests_total,GET,none,404") == 1
    assert any("total,OTHER," in key for key in listed)
    assert more("hearth_request_seconds_count,ideas:idea-list") == 3
    assert "secret" not in str(after)


def test_the_queue_tells_how_long_the_oldest_has_waited(scrape) -> None:
    now = timezone.now()
    for minutes in (-10, -1, 5):
        due_at = now + timedelta(minutes=minutes)
        enqueue("mail", target="x", effect=f"{minutes}", payload={}, due_at=due_at)
    found = scrape()
    assert found["hearth_deliveries_due"] == 2
    assert found["hearth_deliveries_open"] == 3
    assert 599 < found["hearth_deliveries_oldest_due_seconds"] < 660


def test_what_moved_and_has_no_place_yet_is_told(scrape) -> None:
    cast_vote(make_idea(), voter=make_member())
    assert scrape()["hearth_places_waiting"] == 1
    place_unranked()
    assert scrape()["hearth_places_waiting"] == 0


def test_a_lease_that_ran_out_is_due_and_one_that_runs_is_not(scrape) -> None:
    for n, seconds in enumerate((-5, 60)):
        Delivery.objects.filter(
            pk=enqueue("mail", target="x", effect=str(n), payload={})
        ).update(
            state="leased",
            lease=f"00000000-0000-0000-0000-00000000000{n}",
            leased_until=timezone.now() + timedelta(seconds=seconds),
        )
    assert scrape()["hearth_deliveries_due"] == 1


def test_states_drift_and_who_was_heard_are_told(scrape) -> None:
    enqueue("mail", target="x", effect="y", payload={})
    hear("beat")
    measures.measure_deliveries()
    measures.measure_drift()
    found = scrape()
    assert found["hearth_deliveries,waiting"] == 1
    assert found["hearth_deliveries,given_up"] == 0
    assert found["hearth_drift,votes"] == 0
    assert found["hearth_broker_up"] == found["hearth_database_up"] == 1
    assert (
        abs(found["hearth_heard_timestamp_seconds,beat"] - timezone.now().timestamp())
        < 5
    )


def test_a_scrape_asks_the_database_five_things(django_assert_num_queries) -> None:
    for n in range(20):
        enqueue("mail", target="x", effect=str(n), payload={})
    with django_assert_num_queries(5):
        metrics.text()


def test_without_a_broker_the_rest_is_still_told(scrape, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = scrape()
    assert found["hearth_broker_up"] == 0
    assert found["hearth_database_up"] == 1


def test_processes_that_come_and_go_add_up_and_leave_two_files_each(tmp_path) -> None:
    """Three at once, then three more: six counted, no more files than processes."""
    code = textwrap.dedent(
        """
        import sys
        from config.operating import requests
        requests.count("home", "GET", 200, took=0.1)
        print("ready", flush=True)
        sys.stdin.readline()
        """
    )
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(2):
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code],
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(3)
        ]
        for one in running:
            assert one.stdout.readline() == b"ready\n"
        for one in running:
            one.kill()
            one.communicate()
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            ADD_UP,
        ],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert 'hearth_requests_total{method="GET",route="home",status="200"} 6.0' in told
    assert len(list(tmp_path.glob("*.db"))) == 6


def test_an_answer_that_failed_is_counted_too(settings, monkeypatch) -> None:
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "text", lambda: 1 / 0)
    browser = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert browser.get("/metrics", headers=headers).status_code == 500
    assert REQUESTS.labels("metrics", "GET", 500)._value.get() >= 1
