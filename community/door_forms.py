"""What is asked at the door, in our words instead of allauth's."""

from typing import Any

from allauth.account import forms as theirs
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.errors import AddressTaken

LABELS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "password": _("Your password"),
    "password1": _("A password"),
    "password2": _("The same once more"),
    "oldpassword": _("Your password until now"),
    "remember": _("Keep me signed in on this device"),
}
HELP = {
    "password": "",
    "password1": _("Ten characters or more. A short sentence is easy to remember."),
}


AN_ADDRESS = 254  # characters: what a column of addresses holds


def _limit(field: Any) -> None:
    """Refuse an address that would have to be cut to be kept."""
    field.max_length = AN_ADDRESS
    field.validators.append(MaxLengthValidator(AN_ADDRESS))
    field.widget.attrs["maxlength"] = str(AN_ADDRESS)


class InPlainWords:
    """Labels above the fields instead of inside them, and no rules read out."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InPlainWords, theirs.LoginForm):
    pass


class JoinForm(InPlainWords, theirs.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["email"])

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Whoever has an account already waits as long as somebody new does.

        So does whoever got one a moment ago, by pressing twice.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return self._saved(request)
        try:
            return self._saved(request)
        except AddressTaken:
            self.account_already_exists = True
            return self._saved(request)

    def _saved(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        found: tuple[Any, HttpResponse | None] = super().try_save(request)
        return found


class CodeForm(InPlainWords, theirs.RequestLoginCodeForm):
    pass


class ForgottenForm(InPlainWords, theirs.ResetPasswordForm):
    pass


class ChangePasswordForm(InPlainWords, theirs.ChangePasswordForm):
    pass


class NewPasswordForm(InPlainWords, theirs.ResetPasswordKeyForm):
    pass


class FirstPasswordForm(InPlainWords, theirs.SetPasswordForm):
    pass


class AddressForm(InPlainWords, theirs.AddEmailForm):
    """The new one: the old one stands above it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Another address")
        _limit(self.fields["email"])
