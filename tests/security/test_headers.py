"""Strict headers on every answer: every address, everybody, every kind, every error."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.security.matrix import operations
from tests.security.matrix.world import World

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = {"same-origin", "no-referrer"}


def complaints(response: HttpResponse) -> list[str]:
    """What is missing or looser than it may be."""
    headers = response.headers
    said = headers.get("Content-Security-Policy", "")
    policy = {
        each.split()[0]: each.split()[1:] for each in said.split(";") if each.strip()
    }
    found = [f"{n}: {policy.get(n)}" for n, v in POLICY.items() if policy.get(n) != v]
    found += [f"more: {name}" for name in policy.keys() - POLICY.keys()]
    found += [
        f"{n}: {headers.get(n)}" for n, v in OTHERS.items() if headers.get(n) != v
    ]
    if headers.get("Referrer-Policy") not in REFERRERS:
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    if "Access-Control-Allow-Origin" in headers:
        found.append("opens itself to other origins")
    return found + list(_loose_cookies(response))


def _loose_cookies(response: HttpResponse) -> Iterator[str]:
    for name, cookie in response.cookies.items():
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] == "Lax"):
            yield f"cookie {name}"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["visitor", "member", "admin"])
def test_every_address_has_them(who: str) -> None:
    world, wrong = World(), {}
    for each in [*operations.pages(world), *operations.desk(world)]:
        if each.method == "GET":
            response = world.client(who).get(each.url, each.data)
            if found := complaints(response):
                wrong[each.title] = found
            _private(response, who, each.title)
    assert wrong == {}


def _private(response: HttpResponse, who: str, title: str) -> None:
    """What somebody sees when signed in is kept by nobody on the way."""
    if who == "visitor" or response.status_code != 200:
        return
    kept = response.headers.get("Cache-Control", "")
    assert "public" not in kept, title


@pytest.mark.parametrize("key", ["none", "read", "integr", "revoked"])
def test_every_answer_of_the_api_has_them(key: str) -> None:
    world = World()
    for each in operations.api(world):
        send = getattr(Client(), each.method.lower())
        response = send(each.url, **world.header(key))
        assert complaints(response) == [], each.title


def test_every_error_has_them(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()

    def broken(*_a: object, **_k: object) -> None:
        raise RuntimeError

    client = Client(raise_request_exception=False)
    errors: dict[float, Any] = {
        404: client.get("/nothing-here/"),
        400: client.get("/ideas/", headers={"host": "evil.example"}),
        405: world.client("admin").get(f"/desk/queue/{world.handoff.pk}/open/"),
        403: Client(enforce_csrf_checks=True).post("/accounts/login/", {}),
    }
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    errors[400.5] = client.post("/accounts/login/", {"a": 1, "b": 2, "c": 3})
    monkeypatch.setattr("ideas.views.home.render", broken)
    errors[500] = client.get("/")
    for wanted, response in errors.items():
        assert response.status_code == int(wanted)
        assert complaints(response) == [], wanted


def test_a_closed_door_has_them() -> None:
    for _attempt in range(12):
        said = {"login": "a@x.example", "password": "no"}
        response = Client().post("/accounts/login/", said)
    assert complaints(response) == []


def test_over_https_cookies_and_transport_are_locked() -> None:
    """As the settings are worked out from BASE_URL, in a process of its own."""
    import os
    import subprocess
    import sys

    script = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, "
        "s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT)"
    )
    env = os.environ | {
        "BASE_URL": "https://h.example",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", *["True"] * 4]
