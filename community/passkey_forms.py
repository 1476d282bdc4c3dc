"""What is asked when a passkey is added, renamed or shown, in our words."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as theirs
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
MOST = 10
LONGEST_ANSWER = 20_000  # of a browser, written as JSON


UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, IndexError),
    RecursionError,
)


class CredentialField(forms.JSONField):
    """What a browser says of a passkey: no longer and no deeper than it ever is."""

    def to_python(self, value: Any) -> Any:
        try:
            if isinstance(value, str) and len(value) > LONGEST_ANSWER:
                raise forms.ValidationError(_("That is no passkey."))
            return super().to_python(value)
        except RecursionError as unread:
            raise forms.ValidationError(_("That is no passkey.")) from unread


class PasskeyForm(theirs.AddWebAuthnForm):
    """Every passkey is one that opens the door alone: nobody has to choose."""

    passwordless = None  # type: ignore[assignment]
    name = forms.CharField(
        label=_("What to call it"),
        help_text=_("So that you know later which one it was."),
        max_length=LONGEST_NAME,
        required=False,
    )
    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        credential = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
        except UNREADABLE as unread:
            raise forms.ValidationError(_("That is no passkey.")) from unread
        return dict(credential)

    def clean(self) -> dict[str, Any]:
        theirs_are = Authenticator.Type.WEBAUTHN
        kept = Authenticator.objects.filter(user_id=self.user.pk, type=theirs_are)
        if kept.count() >= MOST:
            raise forms.ValidationError(
                _("You have %(most)s passkeys: remove one before you add another."),
                params={"most": MOST},
            )
        return dict(super().clean())


class PasskeyNameForm(theirs.EditWebAuthnForm):
    name = forms.CharField(label=_("What to call it"), max_length=LONGEST_NAME)


class Shown:
    """What a browser sent is no passkey's answer until it could be read as one."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as unread:
            raise forms.ValidationError(_("That is no passkey.")) from unread


class LoginForm(Shown, theirs.LoginWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class SecondFactorForm(Shown, theirs.AuthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class AgainForm(Shown, theirs.ReauthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)
