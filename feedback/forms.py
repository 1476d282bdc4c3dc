import io

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from community.actions.vouching import Listed
from community.csv_files import Problem
from community.customer_lists import read_customers
from community.fields import LineField
from feedback.models import Evidence

MOST_BYTES = 5_000_000
MOST_PROBLEMS = 20


class SetupForm(forms.Form):
    """What the first visit asks: a firm, a person, a board, a team, perhaps a list."""

    firm = LineField(label=_("Name of the firm"), max_length=60)
    name = LineField(
        label=_("Your name"),
        max_length=80,
        help_text=_("You will be the administrator; others are added later."),
    )
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more."),
    )
    board = LineField(
        label=_("A first board"),
        max_length=60,
        help_text=_("A product or a topic that customers talk about."),
    )
    team = LineField(
        label=_("A first team"),
        max_length=60,
        help_text=_("Whoever will read what customers say."),
    )
    customers = forms.FileField(
        label=_("The customer list"),
        required=False,
        help_text=_(
            "CSV with the columns email, company, segment, account_owner. Who joins "
            "with an address on it is a confirmed customer. It can come later."
        ),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_customers(self) -> list[Listed]:
        upload = self.cleaned_data.get("customers")
        return _read(upload) if upload else []


class ReplyForm(forms.Form):
    """An author's word on what was learned from them."""

    reply = forms.ChoiceField(choices=Evidence.Reply.choices)
    note = forms.CharField(
        label=_("What is it, then?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence helps most. You may also leave it empty."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DoubtForm(forms.Form):
    """What looks wrong in how one's contributions count."""

    text = forms.CharField(
        label=_("What looks wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _read(upload: UploadedFile) -> list[Listed]:
    """By the same rules as the command and the desk; each bad line is named."""
    if (upload.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("The list is larger than 5 MB; load it later."))
    lines = io.BytesIO(upload.read())
    rows = list(read_customers(lines, name=upload.name or ""))
    if problems := [str(row) for row in rows if isinstance(row, Problem)]:
        raise forms.ValidationError(problems[:MOST_PROBLEMS])
    return [row for row in rows if isinstance(row, Listed)]
