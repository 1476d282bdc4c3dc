"""PostgreSQL is away: the process lives, says so, and asks people to come back."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"]["BACKEND"] = plain
settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
found = {}
for address in ("/healthz", "/readyz", "/ideas/", "/api/v1/ideas/", "/metrics"):
    answer = client.get(address, headers={"Authorization": "Bearer token"})
    found[address] = [answer.status_code, answer.get("Retry-After"), answer.text]
print("\\n" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[int, str | None, str]]:
    """What a web process answers that has no database."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "METRICS_TOKEN": "token",
            "DEBUG": "0",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_the_process_lives_and_is_not_ready(answers) -> None:
    assert answers["/healthz"][0] == 200
    status, _, text = answers["/readyz"]
    assert status == 503
    assert json.loads(text)["database"] is False


def test_people_and_programs_are_asked_to_come_back(answers) -> None:
    status, again, page = answers["/ideas/"]
    assert (status, again) == (503, "5")
    assert "One moment, please" in page
    status, again, text = answers["/api/v1/ideas/"]
    assert (status, again) == (503, "5")
    assert json.loads(text)["code"] == "unavailable"


def test_prometheus_is_told(answers) -> None:
    status, _, text = answers["/metrics"]
    assert status == 200
    assert "hearth_database_up 0.0" in text


def test_another_failure_is_not_said_to_pass(monkeypatch) -> None:
    monkeypatch.setattr("community.views.health.ping", lambda: 1 / 0)
    answer = Client(raise_request_exception=False).get("/readyz")
    assert answer.status_code == 500
    assert "Retry-After" not in answer
