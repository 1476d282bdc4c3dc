import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from community import seals
from community.actions.devices import name_device
from community.actions.joining import let_in
from community.actions.members import find_invitation
from community.actions.sign_on import accept_claims
from community.actions.vouching import verify_by_list
from community.browsers import Browser
from community.errors import InvitationSpent
from community.models import Firm, Member
from community.plain import plain_line
from community.sign_on import sign_on_app

METHODS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


NOT_PROVEN = _(
    "The sign-on did not tell us a confirmed e-mail address of yours. Sign in another "
    "way, or ask whoever looks after your sign-on to confirm it there."
)
NOT_NOW = _("The sign-on did not work this time. Try again, or sign in another way.")
log = logging.getLogger(__name__)


def inviter_of(request: HttpRequest) -> Member | None:
    try:
        return find_invitation(request.session.get("invitation", "")).member
    except InvitationSpent:
        return None


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
        user.invited_by = inviter_of(request)
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


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in whoever the provider of the settings vouches for, address confirmed."""

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """That of the settings, and no other: none from the database."""
        app = sign_on_app()
        return [app] if app and provider in {None, app.provider_id} else []

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        claims = sociallogin.claims
        found = Member.objects.at(claims.email).first() if claims.is_proven else None
        return (found, claims.email) if found else None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = sociallogin.claims
        if sociallogin.is_existing:
            accept_claims(sociallogin.user, claims=claims)
        elif not claims.is_proven:
            messages.error(request, NOT_PROVEN)
            raise ImmediateHttpResponse(redirect("account_login"))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def save_user(
        self, request: HttpRequest, sociallogin: Any, form: Any = None
    ) -> Any:
        claims, user = sociallogin.claims, sociallogin.user
        user.email = claims.email
        user.name = plain_line(claims.name) or str(_("New member"))
        user.locale = claims.locale or request.LANGUAGE_CODE
        user.invited_by = inviter_of(request)
        sociallogin.email_addresses = [
            EmailAddress(email=claims.email, verified=True, primary=True)
        ]
        let_in(user)
        super().save_user(request, sociallogin, form)
        verify_by_list(user)
        accept_claims(user, claims=claims)
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """One sentence for whatever went wrong; what it was is for the operator's log."""
        log.warning("Single sign-on failed: %s", type(exception).__name__)
        messages.error(request, NOT_NOW)
        raise ImmediateHttpResponse(redirect("account_login"))


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
