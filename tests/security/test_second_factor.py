"""The firm's own people sign in with a second factor, and nothing leads round it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from community.actions.members import leave
from community.actions.passwords import give_password
from community.actions.second_factor import forget_second_factor
from community.errors import NotAllowed
from community.models import Member
from tests.makers import make_administrator, make_colleague, make_member

PASSWORD = "a-long-quiet-phrase"
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _asked_of_staff(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


def with_password(member: Member) -> Member:
    give_password([member], password=PASSWORD)
    member.refresh_from_db()
    return member


def sign_in(client: Client, member: Member) -> str:
    said = {"login": member.email, "password": PASSWORD}
    return client.post(reverse("account_login"), said).headers.get("Location", "")


def current_code(secret: str) -> str:
    step = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, step))


def set_up(client: Client) -> str:
    """As a colleague does it; returns the key that the app keeps."""
    asked = client.get(SET_UP).headers["Location"]
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    answer = client.post(SET_UP, {"code": current_code(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    return str(secret)


def let_codes_be_used_again(member: Member) -> None:
    """As if half a minute had gone by."""
    from django.core.cache import cache

    assert Authenticator.objects.filter(user=member).exists()
    cache.clear()


@pytest.mark.parametrize(
    "page",
    ["/desk/", "/desk/all/", "/", "/ideas/new/", "/account/", "/accounts/email/"],
)
def test_a_colleague_without_one_is_led_to_set_it_up(client: Client, page: str) -> None:
    sign_in(client, with_password(make_colleague()))
    assert client.get(page).headers["Location"] == SET_UP
    assert client.post(page).headers["Location"] == SET_UP


def test_once_it_is_set_up_the_desk_opens_and_sign_in_asks(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    secret = set_up(client)
    assert client.get("/desk/").status_code == 200
    client.post(reverse("account_logout"))
    let_codes_be_used_again(member)

    assert sign_in(client, member) == reverse("mfa_authenticate")
    assert "/accounts/login/" in client.get("/desk/login/").headers["Location"]
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
    assert client.get("/desk/").status_code == 200


def test_the_same_six_digits_open_once(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    code = current_code(set_up(client))
    for is_open in [True, False]:
        client.post(reverse("account_logout"))
        sign_in(client, member)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is is_open


def test_a_recovery_code_opens_once(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    set_up(client)
    kept = Authenticator.objects.get(user=member, type="recovery_codes")
    code = RecoveryCodes(kept).get_unused_codes()[0]
    for is_open in [True, False]:
        client.post(reverse("account_logout"))
        sign_in(client, member)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is is_open


def test_a_code_by_mail_does_not_replace_it(client: Client) -> None:
    from tests.community.test_joining import last_code

    member = with_password(make_colleague())
    sign_in(client, member)
    set_up(client)
    client.post(reverse("account_logout"))
    client.post("/accounts/login/code/", {"email": member.email})
    asked = client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_a_new_password_does_not_replace_it(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    set_up(client)
    with_password(member)
    other = Client()
    assert sign_in(other, member) == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302  # the old sign-in has ended


def test_its_key_lies_sealed_in_the_database(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    secret = set_up(client)
    for each in Authenticator.objects.filter(user=member):
        assert secret not in str(each.data)


def test_customers_may_have_one_and_need_none(client: Client) -> None:
    sign_in(client, with_password(make_member()))
    assert client.get("/account/").status_code == 200
    set_up(client)
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_demo_can_do_without(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client, with_password(make_colleague()))
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/desk/community/apikey/add/",
        "/desk/feedback/endpoint/add/",
        "/account/leave/",
        "/accounts/2fa/recovery-codes/generate/",
    ],
)
def test_what_cannot_be_undone_asks_again_who_is_there(
    client: Client, page: str, settings: Any
) -> None:
    sign_in(client, with_password(make_administrator()))
    set_up(client)
    assert client.get(page).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -60  # whatever the clock does
    assert "/reauthenticate/" in client.get(page).headers["Location"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/accounts/email/", {"email": "new@firm.example", "action_add": ""}),
        ("/account/devices/", {"device": "others"}),
        ("/account/everything/", {}),
        ("/account/leave/", {"email": "ann@firm.example", "words": "taken"}),
        ("/accounts/2fa/webauthn/add/", {"credential": "{}"}),
        ("/accounts/2fa/recovery-codes/generate/", {}),
    ],
)
def test_what_matters_asks_again_who_is_there_and_does_nothing_before(
    client: Client, page: str, said: dict[str, str]
) -> None:
    """Also of who signed in a moment ago: a screen may have been left open."""
    ann = with_password(make_member(email="ann@firm.example"))
    sign_in(client, ann)
    assert "/reauthenticate/" in client.post(page, said).headers["Location"]
    ann.refresh_from_db()
    assert not ann.has_left
    assert not Authenticator.objects.exists()


def test_an_administrator_gives_a_colleague_a_new_start(client: Client) -> None:
    member = with_password(make_colleague())
    sign_in(client, member)
    set_up(client)

    with pytest.raises(NotAllowed, match="Only an administrator"):
        forget_second_factor(member, by=make_colleague())
    assert forget_second_factor(member, by=make_administrator())

    assert (
        client.get("/desk/", follow=True)
        .redirect_chain[-1][0]
        .startswith("/accounts/login/")
    )
    assert sign_in(client, member) == "/"
    assert client.get("/desk/").headers["Location"] == SET_UP


def test_the_operator_helps_the_last_administrator(client: Client) -> None:
    member = with_password(make_administrator())
    sign_in(client, member)
    set_up(client)
    call_command("forget_second_factor", member.email)
    assert not Authenticator.objects.exists()


def test_who_leaves_leaves_no_key_behind(client: Client) -> None:
    member = with_password(make_member())
    sign_in(client, member)
    set_up(client)
    leave(member)
    assert not Authenticator.objects.exists()
