import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from playwright.sync_api import Browser, sync_playwright
from rest_framework.test import APIClient

from community.actions.api_keys import create_api_key
from community.models import ApiKey, Member
from config.celery import Sender, app


def pytest_configure() -> None:
    """Sheets as they lie, passwords hashed fast, colleagues without a second factor."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain
    settings.STAFF_SECOND_FACTOR = False  # tests/security turns it on
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Playwright runs a loop of its own in the thread where the tests query.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _every_test_has_the_database(db: None) -> None:
    """The database is the truth, so every test has one."""


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet(db: None) -> None:
    """Where a test's tables are emptied, editions begin anew; and the limits that
    allauth keeps in the table `cache`, which no model has and nothing else empties."""
    for kept in caches.all(initialized_only=False):
        kept.clear()


@pytest.fixture(scope="session", autouse=True)
def _no_sender_beside_a_tests_worker() -> None:
    """It would hold a connection to the test's database for ever."""
    app.steps["worker"].discard(Sender)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the tests that need it are reported as skipped."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield running
        running.close()


@pytest.fixture
def api() -> Callable[..., APIClient]:
    """A client with a key of these scopes, of a member or of an integration."""

    def make(*scopes: str, member: Member | None = None) -> APIClient:
        scopes = scopes or tuple(ApiKey.Scope.values)
        _key, text = create_api_key("test", scopes=list(scopes), member=member)
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
        return client

    return make
