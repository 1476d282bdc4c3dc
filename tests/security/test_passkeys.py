"""A passkey opens to its member alone, who proved it to their device, and only once."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from community.actions.members import leave, suspend
from community.actions.passwords import give_password
from community.actions.second_factor import forget_second_factor
from community.everything import everything_about
from community.models import Member
from community.second_factor import lacks_second_factor
from tests.makers import make_administrator, make_colleague, make_member
from tests.passkey import Device

PASSWORD = "a-long-quiet-phrase"
ADD, LOGIN = "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/login/"
JSON = {"HTTP_ACCEPT": "application/json"}
SAID = '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {%s}}'
JUNK = [
    *("", "null", "[]", "7", '"x"', "{}", '{"id": 1}', '{"response": null}'),
    SAID % "",
    SAID % '"clientDataJSON": "AA", "attestationObject": "AA", "userHandle": "AA"',
    SAID % '"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"',
    SAID % '"clientDataJSON": "e30", "attestationObject": "oA", "userHandle": null',
    SAID % '"clientDataJSON": "e30", "authenticatorData": "", "signature": ""',
]


def signed_in(member: Member) -> Client:
    """With a password, and asked just now."""
    give_password([member], password=PASSWORD)
    client = Client()
    said = {"login": member.email, "password": PASSWORD}
    client.post(reverse("account_login"), said)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def add(client: Client, device: Device, name: str = "A key") -> Any:
    options = client.get(ADD).context["js_data"]["creation_options"]
    made = json.dumps(device.make(_plain(options)))
    return client.post(ADD, {"name": name, "credential": made})


def show(device: Device, client: Client | None = None) -> Client:
    client = client or Client()
    options = client.get(LOGIN, **JSON).json()["request_options"]
    client.post(LOGIN, {"credential": json.dumps(device.show(options))})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _plain(options: Any) -> dict[str, Any]:
    from django.core.serializers.json import DjangoJSONEncoder

    return dict(json.loads(json.dumps(options, cls=DjangoJSONEncoder)))


@pytest.fixture
def ann() -> Member:
    return make_member(name="Ann Ode")


def test_it_signs_its_member_in(ann: Member) -> None:
    device = Device()
    assert add(signed_in(ann), device).status_code == 302
    client = show(device)
    assert client.session["_auth_user_id"] == str(ann.pk)


def test_an_answer_opens_once(ann: Member) -> None:
    device, client = Device(), Client()
    add(signed_in(ann), device)
    options = client.get(LOGIN, **JSON).json()["request_options"]
    answer = {"credential": json.dumps(device.show(options))}
    for _ in range(2):
        Client().post(LOGIN, answer)  # to whom nothing was asked
    client.post(LOGIN, answer)
    assert is_in(client)
    client.post(reverse("account_logout"))
    client.post(LOGIN, answer)
    assert not is_in(client)


def test_a_device_that_saw_no_finger_is_refused(ann: Member) -> None:
    client = signed_in(ann)
    assert b"did not match" in add(client, Device(is_verified=False)).content
    device = Device()
    add(client, device)
    device.is_verified = False
    assert not is_in(show(device))


def test_a_passkey_of_another_place_is_refused(ann: Member) -> None:
    assert add(signed_in(ann), Device("elsewhere.example")).status_code == 200
    assert not Authenticator.objects.exists()


def test_nobody_comes_in_as_somebody_else(ann: Member) -> None:
    """Saying another's name with one's own key is not being them."""
    mine, theirs = Device(), Device()
    add(signed_in(ann), mine)
    add(signed_in(make_member()), theirs)
    mine.owner = theirs.owner
    assert not is_in(show(mine))
    mine.id = theirs.id
    assert not is_in(show(mine))


def test_who_is_suspended_or_has_left_stays_outside(ann: Member) -> None:
    device = Device()
    add(signed_in(ann), device)
    suspend(ann, by=make_administrator(), reason="Advertising.")
    assert not is_in(show(device))
    leave(ann)
    assert not Authenticator.objects.exists()
    assert not is_in(show(device))


def test_adding_one_asks_who_is_there(ann: Member) -> None:
    client = Client()
    give_password([ann], password=PASSWORD)
    client.post(reverse("account_login"), {"login": ann.email, "password": PASSWORD})
    for asked in [client.get(ADD), client.post(ADD)]:
        assert "/reauthenticate/" in asked.headers["Location"]


def test_nobody_renames_or_removes_that_of_another(ann: Member) -> None:
    add(signed_in(ann), Device())
    kept = Authenticator.objects.get(type="webauthn")
    stranger = signed_in(make_member())
    for page in ["edit", "remove"]:
        address = f"/accounts/2fa/webauthn/keys/{kept.pk}/{page}/"
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"name": "Mine"}).status_code == 404
    assert str(Authenticator.objects.get(pk=kept.pk)) == "A key"


def test_ten_are_enough_and_a_name_is_short(ann: Member) -> None:
    client = signed_in(ann)
    assert add(client, Device(), "n" * 61).status_code == 200
    for _ in range(10):
        add(client, Device())
    assert b"remove one before" in add(client, Device()).content
    assert Authenticator.objects.filter(type="webauthn").count() == 10


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_passkey_is_refused_and_breaks_nothing(
    junk: str, ann: Member
) -> None:
    client = signed_in(ann)
    client.get(ADD)
    assert client.post(ADD, {"credential": junk}).status_code == 200
    visitor = Client()
    visitor.get(LOGIN, **JSON)
    assert visitor.post(LOGIN, {"credential": junk}).status_code == 302
    assert not is_in(visitor)


def test_a_colleague_who_has_one_has_a_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    colleague = make_colleague()
    client, device = signed_in(colleague), Device()
    assert lacks_second_factor(colleague)
    add(client, device)
    assert not lacks_second_factor(colleague)
    assert client.get("/desk/").status_code == 200
    assert show(device).get("/desk/").status_code == 200
    forget_second_factor(colleague, by=make_administrator())
    assert not is_in(show(device))


def test_its_name_is_among_everything_and_its_key_is_not(ann: Member) -> None:
    device = Device()
    add(signed_in(ann), device, "The blue one")
    [codes, passkey] = sorted(
        everything_about(ann)["second_factors"], key=lambda row: row["type"]
    )
    assert passkey["name"] == "The blue one"
    assert "data" not in passkey | codes


def test_the_door_closes() -> None:
    said = {"credential": "{}"}
    answers = [Client().post(LOGIN, said).status_code for _ in range(32)]
    assert answers.count(429) == 2


@pytest.mark.parametrize("said", ["[" * 100_000, '{"a":' * 2_000, "[" * 9_000])
def test_an_answer_deeper_than_any_browser_s_is_none(said: str) -> None:
    assert Client().post(LOGIN, {"credential": said}).status_code < 500
