"""Single sign-on lets in whom the firm's provider vouches for, and nobody else."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from community.actions.members import leave, open_invitation, suspend
from community.everything import everything_about
from community.models import Firm, Member
from config.sign_on import SIGN_ON, check
from tests.makers import make_administrator, make_member
from tests.provider import CLIENT, SECRET, Provider, running

BEGIN, BACK = "/accounts/sign-on/", "/accounts/sign-on/sso/"
ANN = {
    "sub": "u-1", "email": "Ann@firm.example", "email_verified": True,
    "name": "Ann Ode", "locale": "en-GB", "org": "Firm Ltd", "tier": "gold",
    "roles": ["reader", "customer"],
}  # fmt: skip


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as found:
        settings.SIGN_ON = SIGN_ON | {
            "issuer": found.url, "client_id": CLIENT, "secret": SECRET,
            "name": "Firm ID", "customer": "roles", "customer_values": ["customer"],
            "company": "org", "segment": "tier",
        }  # fmt: skip
        found.said = dict(ANN)
        yield found


def come(client: Client | None = None, **said: str) -> tuple[Client, HttpResponse]:
    """As a browser does it: there, and back with what the provider gave it."""
    client = client or Client()
    sent = client.get(BEGIN, {"next": "/account/"})
    wanted = parse_qs(urlsplit(sent.headers["Location"]).query)
    back = {"code": "c-1", "state": wanted["state"][0]} | said
    return client, client.get(BACK, back)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_button_is_there_where_a_provider_is(provider: Provider) -> None:
    page = Client().get("/accounts/login/?next=/ideas/new/").content.decode()
    assert "Sign in with Firm ID" in page
    assert 'href="/accounts/sign-on/?next=/ideas/new/"' in page


def test_without_a_provider_there_is_neither_button_nor_door() -> None:
    assert "sign-on" not in Client().get("/accounts/login/").content.decode()
    for address in [BEGIN, BACK]:
        assert Client().get(address).status_code == 404


def test_somebody_new_joins_as_who_they_are(provider: Provider) -> None:
    host = make_member()
    client = Client()
    client.get(open_invitation(host).get_absolute_url())
    client, answer = come(client)

    ann = Member.objects.get(email="ann@firm.example")
    assert answer.headers["Location"] == "/account/"
    assert client.session["_auth_user_id"] == str(ann.pk)
    assert (ann.name, ann.slug, ann.company, ann.segment, ann.locale) == (
        "Ann Ode", "ann-ode", "Firm Ltd", "gold", "en",
    )  # fmt: skip
    assert (ann.verified_by, ann.invited_by) == ("sign_on", host)
    assert (ann.consents_to_ranking, ann.consents_to_contact) == (False, False)
    assert EmailAddress.objects.get(user=ann).verified
    assert not ann.has_usable_password()


def test_it_is_done_with_a_proof_that_the_same_browser_asked(
    provider: Provider,
) -> None:
    come()
    [form] = provider.forms
    assert form["client_secret"] == [SECRET]
    assert len(form["code_verifier"][0]) >= 43


def test_who_has_an_account_signs_in_to_it_and_hears_of_it(provider: Provider) -> None:
    ann = make_member(email="ann@firm.example", name="Ann of old")
    client, _answer = come()
    assert client.session["_auth_user_id"] == str(ann.pk)
    ann.refresh_from_db()
    assert (ann.name, ann.company, ann.verified_by) == (
        "Ann of old", "Firm Ltd", "sign_on",
    )  # fmt: skip
    assert mail.outbox[-1].to == ["ann@firm.example"]
    assert "Firm ID opens your account" in mail.outbox[-1].body


def test_it_is_the_same_person_also_under_another_address(provider: Provider) -> None:
    come()
    provider.said |= {"email": "ode@firm.example", "tier": "silver", "org": ""}
    client, _answer = come()
    ann = Member.objects.get()
    assert client.session["_auth_user_id"] == str(ann.pk)
    assert (ann.email, ann.segment, ann.company) == (
        "ann@firm.example", "silver", "Firm Ltd",
    )  # fmt: skip


@pytest.mark.parametrize("proof", [False, "false", None, 1, "yes", ["true"]])
@pytest.mark.parametrize("has_account", [True, False])
def test_an_address_that_is_not_confirmed_opens_nothing(
    proof: object, has_account: bool, provider: Provider
) -> None:
    """The same words for whoever has an account and whoever has none."""
    if has_account:
        make_member(email="ann@firm.example")
    provider.said["email_verified"] = proof
    client, answer = come()
    assert answer.headers["Location"] == "/accounts/login/"
    assert not is_in(client)
    assert (
        "did not tell us a confirmed" in client.get("/accounts/login/").content.decode()
    )
    assert Member.objects.count() == int(has_account)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "how",
    [
        {"token": {"aud": "somebody-else"}},
        {"token": {"iss": "https://elsewhere.example"}},
        {"token": {"exp": 1}},
        {"token": {"sub": "u-2"}},
        {"asked": {"sub": "u-2"}},
        {"said": {"email": "ann@firm.example", "email_verified": True}},
        {"said": ANN | {"sub": "s" * 192}},
        {"broken": {"/token": {"access_token": "t"}}},
        {"broken": {"/token": 500}},
        {"broken": {"/token": b"not JSON"}},
        {"broken": {"/userinfo": []}},
        {"broken": {"/userinfo": 403}},
        {"broken": {"/keys": {"keys": []}}},
        {"broken": {"/keys": {}}},
    ],
)
def test_what_does_not_hold_opens_nothing(
    how: dict[str, Any], provider: Provider
) -> None:
    make_member(email="ann@firm.example")
    for name, value in how.items():
        setattr(provider, name, value)
    client, answer = come()
    assert answer.headers["Location"] == "/accounts/login/"
    assert "did not work this time" in client.get("/accounts/login/").content.decode()
    assert not is_in(client)


def test_a_token_that_somebody_else_signed_opens_nothing(provider: Provider) -> None:
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client, _answer = come()
    assert not is_in(client)
    assert not Member.objects.exists()


def test_nobody_is_signed_in_by_the_answer_to_another_browser(
    provider: Provider,
) -> None:
    client, answer = come(state="another-state")
    assert answer.headers["Location"] == "/accounts/login/"
    assert not is_in(client)


@pytest.mark.parametrize("discovery", [500, b"x", {}, []])
def test_a_provider_in_trouble_is_told_in_a_sentence(
    discovery: Any, provider: Provider
) -> None:
    provider.broken["/.well-known/openid-configuration"] = discovery
    client = Client()
    assert client.get(BEGIN).headers["Location"] == "/accounts/login/"
    assert "did not work this time" in client.get("/accounts/login/").content.decode()


def test_who_says_no_there_comes_back_to_the_door(provider: Provider) -> None:
    client, answer = come(error="access_denied")
    assert answer.headers["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_who_is_suspended_stays_outside_and_who_left_is_new(
    provider: Provider,
) -> None:
    ann = make_member(email="ann@firm.example")
    come()
    admin = make_administrator()
    suspend(ann, by=admin, reason="Advertising.")
    assert not is_in(come()[0])
    leave(ann)
    assert not SocialAccount.objects.exists()
    client, _answer = come()
    assert client.session["_auth_user_id"] != str(ann.pk)


def test_a_second_factor_is_asked_for_after_it(provider: Provider) -> None:
    ann = make_member(email="ann@firm.example")
    Authenticator.objects.create(user=ann, type="totp", data={"secret": "x"})
    client, answer = come()
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_a_place_elsewhere_is_not_where_one_comes_to(provider: Provider) -> None:
    client = Client()
    sent = client.get(BEGIN, {"next": "https://elsewhere.example/"})
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]
    back = client.get(BACK, {"code": "c", "state": state})
    assert back.headers["Location"] == "/"


def test_an_app_in_the_database_opens_no_door(provider: Provider) -> None:
    SocialApp.objects.create(provider="openid_connect", provider_id="evil", name="E")
    assert Client().get("/accounts/sign-on/evil/").status_code == 404


def test_nothing_that_was_said_is_kept_or_logged(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.said["shoe_size"] = "forty-three"
    come()
    provider.broken["/token"] = {"error": SECRET}
    come()
    ann = Member.objects.get()
    [kept] = everything_about(ann)["sign_ons"]
    assert (kept["provider"], kept["uid"], kept["extra_data"]) == ("sso", "u-1", {})
    said = " ".join(str(vars(record)) for record in caplog.records)
    for word in [SECRET, "forty-three", "firm.example"]:
        assert word not in said, word


@pytest.mark.parametrize(
    ("values", "claim", "is_customer"),
    [
        ([], True, True), ([], "true", True), ([], "no", False), ([], None, False),
        (["gold"], "gold", True), (["gold"], "silver", False), (["7"], 7, True),
        (["gold"], ["silver", "gold"], True), (["None"], None, False),
    ],
)  # fmt: skip
def test_who_is_a_customer_is_what_the_settings_say(
    values: list[str], claim: object, is_customer: bool, provider: Provider,
    settings: Any,
) -> None:  # fmt: skip
    settings.SIGN_ON = settings.SIGN_ON | {"customer_values": values}
    provider.said["roles"] = claim
    come()
    assert Member.objects.get().is_verified is is_customer


def test_a_company_s_domain_confirms_as_for_everybody(provider: Provider) -> None:
    Firm.objects.update_or_create(defaults={"domains": ["firm.example"]})
    provider.said["roles"] = []
    come()
    assert Member.objects.get().verified_by == "company_domain"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issuer": "https://id.example"}, "OIDC_CLIENT_ID"),
        ({"issuer": "http://id.example", "client_id": "a", "secret": "b"}, "https"),
    ],
)
def test_half_a_sign_on_stops_the_start(changes: dict[str, str], words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        check(SIGN_ON | changes)
    check(SIGN_ON)
