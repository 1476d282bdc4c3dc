from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from community.models import Member
from tests.pages.town import Town


@pytest.fixture
def town(transactional_db: None) -> Town:
    return Town()


class Visit:
    """A browser window on the live site, signed in or not."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []

    def open(self, member: Member | None = None, **options: Any) -> Any:
        context = self.browser.new_context(base_url=self.url, **options)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if member:
            client = Client()
            client.force_login(member, backend="community.sessions.MemberBackend")
            key = client.cookies["session"].value
            context.add_cookies([{"name": "session", "value": key, "url": self.url}])
        return context.new_page()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    found = Visit(browser, live_server.url)
    yield found
    for context in found.contexts:
        context.close()
