"""A passkey is made, shown and taken away by a real browser, under the strict policy."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from community.actions.passwords import give_password
from community.models import Member
from tests.browser.conftest import Visit
from tests.makers import make_colleague, make_member
from tests.pages.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a-long-quiet-phrase"


@pytest.fixture
def here(visit: Visit) -> Visit:
    """Passkeys belong to a name: to `localhost`, and never to a number."""
    visit.url = visit.url.replace("127.0.0.1", "localhost")
    return visit


def with_password(member: Member) -> Member:
    give_password([member], password=PASSWORD)
    member.refresh_from_db()
    return member


def open_with_device(visit: Visit, member: Member | None = None) -> Any:
    """A page of a browser whose device has a finger to read, and reads it."""
    page = visit.open(member)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.device, page.device_id = session, made["authenticatorId"]
    page.complaints = []
    page.on("console", lambda said: _note(page, said))
    return page


def _note(page: Any, said: Any) -> None:
    if said.type in {"error", "warning"}:
        page.complaints.append(said.text)


def add_passkey(page: Any, name: str) -> None:
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_label("What to call it").fill(name)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def sign_out(page: Any) -> None:
    page.goto("/accounts/logout/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/")


def test_one_adds_a_passkey_and_signs_in_with_nothing_else(
    town: Town, here: Visit
) -> None:
    member = with_password(make_member(name="Kim Kern"))
    page = open_with_device(here, member)
    add_passkey(page, "My telephone")
    assert "Your passkey opens the door" in page.locator("main").inner_text()

    sign_out(page)
    page.goto("/accounts/login/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/")
    assert page.locator("#id_name").input_value() == "Kim Kern"
    assert page.complaints == []

    kept = Authenticator.objects.get(type="webauthn")
    assert (kept.user, str(kept)) == (member, "My telephone")
    assert kept.last_used_at


def test_one_renames_it_and_removes_it(town: Town, here: Visit) -> None:
    member = with_password(make_member())
    page = open_with_device(here, member)
    add_passkey(page, "Old one")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Rename").click()
    page.locator("#id_name").fill("Blue key")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Blue key").first.wait_for()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("You have none yet.").wait_for()
    assert not Authenticator.objects.exists()


def test_a_passkey_is_a_second_factor_after_the_password(
    town: Town, here: Visit, settings: Any
) -> None:
    """A colleague who has one needs no app; and it says again who is there."""
    settings.STAFF_SECOND_FACTOR = True
    member = with_password(make_colleague())
    page = open_with_device(here, member)
    page.goto("/desk/")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_role("link", name="Or add a passkey instead").click()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have them").click()
    page.wait_for_url("**/desk/")
    sign_out(page)
    cache.clear()

    page.goto("/accounts/login/")
    page.locator("#id_login").fill(member.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{here.url}/")
    page.goto("/account/leave/")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/leave/")
    page.get_by_role("heading", name="Leave this place").wait_for()
    assert page.complaints == []


def test_who_does_not_prove_it_is_told_so_and_stays_outside(
    town: Town, here: Visit
) -> None:
    page = open_with_device(here, with_password(make_member()))
    add_passkey(page, "")
    sign_out(page)
    known = {"authenticatorId": page.device_id}
    page.device.send("WebAuthn.setUserVerified", known | {"isUserVerified": False})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work, or was stopped.").wait_for()
    assert "/accounts/login/" in page.url


def test_without_scripts_no_dead_button_is_shown(town: Town, here: Visit) -> None:
    page = here.open(java_script_enabled=False)
    page.goto("/accounts/login/")
    assert not page.get_by_role("button", name="passkey").count()
