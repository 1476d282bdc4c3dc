"""No entrance tells whether somebody has an account: not in words, not in effect."""

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from fido2.utils import websafe_encode

from bench.doors import ENTRANCES
from community.actions.passwords import give_password
from tests.makers import make_member
from tests.passkey import Device
from tests.security.test_passkeys import JSON, LOGIN, add, show, signed_in

KNOWN, UNKNOWN = "known@firm.example", "nobody@firm.example"


def come(name: str, email: str) -> tuple[Client, HttpResponse]:
    address, fields = ENTRANCES[name]
    client = Client()
    said = {field: value.format(email) for field, value in fields.items()}
    return client, client.post(address, said)


def words(response: HttpResponse) -> str:
    """What it says, without the token that is another every time, nor the address."""
    text = response.content.decode()
    text = re.sub(r'(value|content)="[A-Za-z0-9]{64}"', "", text)
    return text.replace(KNOWN, "X").replace(UNKNOWN, "X")


@pytest.mark.parametrize("name", ENTRANCES)
def test_the_answer_is_the_same(name: str) -> None:
    member = make_member(email=KNOWN)
    give_password([member], password="a-long-quiet-phrase")
    known, first = come(name, KNOWN)
    unknown, second = come(name, UNKNOWN)
    assert first.status_code == second.status_code
    assert first.headers.get("Location") == second.headers.get("Location")
    assert words(first) == words(second)
    if place := first.headers.get("Location"):
        assert words(known.get(place)) == words(unknown.get(place))


@pytest.mark.parametrize("name", ["sign-in", "sign-up"])
def test_a_password_takes_its_time_for_everybody(name: str, settings: object) -> None:
    """As many hashes are worked out for the known as for the unknown."""
    from django.contrib.auth import hashers

    member, counted = make_member(email=KNOWN), []
    give_password([member], password="a-long-quiet-phrase")

    class Counting(hashers.MD5PasswordHasher):
        def encode(self, password: str, salt: str) -> str:
            counted.append(password)
            return super().encode(password, salt)

    hashers.get_hashers.cache_clear()
    settings.PASSWORD_HASHERS = [f"{__name__}.Hasher"]  # type: ignore[attr-defined]
    globals()["Hasher"] = Counting
    times = []
    for email in [KNOWN, UNKNOWN]:
        counted.clear()
        cache.clear()
        come(name, email)
        times.append(len(counted))
    assert times[0] == times[1] >= 1


def test_a_passkey_of_nobody_is_refused_as_one_of_somebody_is() -> None:
    """Whoever a browser says it speaks for: with a passkey, without one, not there."""
    has_one, has_none = make_member(), make_member()
    add(signed_in(has_one), Device())
    answers = []
    for pk in [has_one.pk, has_none.pk, has_none.pk + 1000]:
        device = Device()
        device.owner = websafe_encode(str(pk).encode())
        client = show(device)
        page = client.get("/accounts/login/")
        answers.append((words(page), "_auth_user_id" in client.session))
    assert answers[0] == answers[1] == answers[2]
    assert "did not match" in answers[0][0]
    assert not answers[0][1]


def test_what_a_passkey_is_asked_for_depends_on_nobody() -> None:
    asked = Client().get(LOGIN, **JSON).json()["request_options"]["publicKey"]
    assert not asked.get("allowCredentials")
    assert set(asked) <= {"challenge", "rpId", "userVerification", "allowCredentials"}
