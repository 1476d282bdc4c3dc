from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from community import seals
from community.actions.devices import name_device
from community.actions.joining import let_in
from community.actions.members import find_invitation
from community.actions.vouching import verify_by_list
from community.browsers import Browser
from community.errors import InvitationSpent
from community.models import Firm, Member

METHODS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """What allauth's flows ask of us: a page address, an inviter, a confirmation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Address and password do not go together. Try again, or let us send a code."
        )
    }

    def save_user(
        self, request: HttpRequest, user: Any, form: Any, commit: bool = True
    ) -> Any:
        user.name = form.cleaned_data["name"]
        user.locale = request.LANGUAGE_CODE
        user.consents_to_ranking = form.cleaned_data["consents_to_ranking"]
        user.consents_to_contact = form.cleaned_data["consents_to_contact"]
        user.invited_by = self._inviter(request)
        found: Any = super().save_user(request, user, form, commit=False)
        return let_in(found) if commit else found

    def is_safe_url(self, url: str) -> bool:
        """Whether to go on there; no page stands at an address that cannot be read."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        agent = request.headers.get("User-Agent", "")
        name_device(request.session, agent=agent)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            verify_by_list(email_address.user)
        return is_confirmed

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Who is suspended reads why, and can say that it is wrong."""
        ruling = user.rulings.suspensions().last()
        if user.has_left or ruling is None:
            return super().respond_user_inactive(request, user)
        return redirect(ruling)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        found = super().get_reauthentication_methods(user)
        return [each | {"description": METHODS[each["id"]]} for each in found]

    def _inviter(self, request: HttpRequest) -> Member | None:
        try:
            return find_invitation(request.session.get("invitation", "")).member
        except InvitationSpent:
            return None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the keys of authenticator apps sealed, under the firm's name."""

    PURPOSE = "hearth.factor"
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That did not match. Try again.")
    }

    def get_totp_issuer(self) -> str:
        return f"{Firm.current().name} Hearth".strip()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(Browser.of(self.request.headers.get("User-Agent", "")))

    def encrypt(self, text: str) -> str:
        return seals.seal(text, purpose=self.PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return seals.unseal(encrypted_text, purpose=self.PURPOSE)
