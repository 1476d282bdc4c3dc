from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.fields import LineField, WordsField
from community.models import Member


class SignupForm(forms.Form):
    """What joining asks besides address and password."""

    name = LineField(
        label=_("Your name"), max_length=80, help_text=_("As others will read it.")
    )
    consents_to_ranking = forms.BooleanField(
        label=_("Work out how my contributions count"),
        help_text=_(
            "So that the people who shape things are asked first. Only you and the "
            "firm see it; you can stop at any time."
        ),
        required=False,
    )
    consents_to_contact = forms.BooleanField(
        label=_("A named colleague may write to me"),
        help_text=_("At most two messages a month that you did not ask for."),
        required=False,
    )
    field_order = [
        "name",
        "email",
        "password1",
        "consents_to_ranking",
        "consents_to_contact",
    ]

    def signup(self, request: Any, user: Member) -> None:
        """The account adapter has taken over what was entered."""


class AppealForm(forms.Form):
    text = WordsField(
        label=_("What does it miss?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ProfileForm(forms.ModelForm[Member]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(z, z) for z in sorted(available_timezones())]
    )
    locale = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Member
        fields = ["name", "about", "locale", "time_zone"]
        field_classes = {"name": LineField, "about": LineField}


class ConsentForm(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ["consents_to_ranking", "consents_to_contact"]


class LeaveForm(forms.Form):
    words = forms.ChoiceField(
        label=_("What shall become of what you said?"),
        choices=Member.Words.choices,
        initial=Member.Words.ANONYMOUS,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("So that nobody leaves by accident."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if member.is_staff:
            choices = [c for c in Member.Words.choices if c[0] != Member.Words.TAKEN]
            self.fields["words"].choices = choices  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() != (self.member.email or "").lower():
            raise forms.ValidationError(_("That is not the address of this account."))
        return email


class FlagForm(forms.Form):
    reason = LineField(label=_("What is wrong with it?"), max_length=300)
