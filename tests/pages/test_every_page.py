import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.addresses import NAMES, arguments
from tests.pages.town import Town


@pytest.mark.parametrize("who", ["alice", "bob", "stranger", "visitor"])
def test_every_page_is_drawn_for_everybody_or_says_no(
    who: str, town: Town, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    for name in NAMES:
        page = client.get(reverse(name, args=arguments(name, town)))

        assert page.status_code in {200, 302, 404}, name
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            html = page.content.decode()
            assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html), name
            assert not re.search(r"<script(?![^>]+src=)|<style", html), name
            assert "'self'" in page.headers["Content-Security-Policy"]
            assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_a_visitor_meets_no_form_that_posts(town: Town, visitor: Client) -> None:
    """But who holds the link to their own ruling, or to what a mail offers to stop."""
    for name in set(NAMES) - {"community:ruling", "community:mail-off"}:
        page = visitor.get(reverse(name, args=arguments(name, town)))

        if page.status_code == 200:
            assert b'method="post"' not in page.content.lower(), name
            assert b"csrfmiddlewaretoken" not in page.content, name


@pytest.mark.parametrize(
    "name",
    [
        "ideas:idea-new",
        "ideas:standing",
        "community:profile",
        "community:notices",
        "feedback:question",
        "feedback:evidence",
    ],
)
def test_a_visitor_is_asked_to_sign_in_and_comes_back(
    name: str, town: Town, visitor: Client
) -> None:
    address = reverse(name, args=arguments(name, town))

    page = visitor.get(address)

    assert page.headers["Location"] == f"{reverse('account_login')}?next={address}"
