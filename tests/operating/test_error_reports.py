"""Errors are reported where the operator asks for it, without what people wrote."""

import json
import sys

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from sentry_sdk.transport import Transport

from config.operating.errors import report_errors
from tests.makers import make_member

TEXT = "canary-said-this"
MAIL = "canary.mail@example.com"
NAME = "Canaria Somebody"


class Kept(Transport):
    """What would have left the house."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict] = []

    def capture_envelope(self, envelope) -> None:
        self.events += [item.payload.json for item in envelope.items]


@pytest.fixture
def reports():
    kept = Kept()
    report_errors("https://key@errors.example/1", transport=kept)
    yield kept.events
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def test_a_report_names_the_error_and_nobody(reports, monkeypatch) -> None:
    def fail() -> None:
        words = TEXT
        raise ValueError(words)

    monkeypatch.setattr("community.views.health.ping", fail)
    client = Client(raise_request_exception=False)
    client.force_login(make_member(email=MAIL, name=NAME))
    answer = client.get(f"/readyz?q={TEXT}", headers={"Cookie": TEXT})

    (report,) = reports
    told = json.dumps(report)
    assert report["exception"]["values"][0]["type"] == "ValueError"
    assert report["tags"]["request_id"] == answer["X-Request-ID"]
    for canary in (TEXT, MAIL, NAME):
        assert canary not in told


def test_without_the_package_the_start_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="pip install"):
        report_errors("https://key@errors.example/1")
