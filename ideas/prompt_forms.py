"""The part of a form that asks what the chosen board asks of a new post."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from community.models import Member
from community.requests import row_number
from community.sent_once import SentOnceForm
from ideas.models import Prompt
from ideas.prompts import with_answers

LONGEST_BODY = 20_000


class AskingForm(SentOnceForm):
    """With fields `board`, `kind` and `body`. `asked` names the questions that its sender
    saw: who changed the board without JavaScript sees the others before it is posted."""

    asked = forms.CharField(
        required=False, max_length=200, widget=forms.HiddenInput(attrs={"id": None})
    )

    def ask(self, viewer: Member) -> None:
        """Add what the board in the form asks; to be called once its boards are known."""
        board = row_number(str(self["board"].value() or self._first_board()))
        asked = Prompt.objects.visible_to(viewer)
        self.prompts = list(asked.asked_on(board, str(self["kind"].value())))
        seen = set(str(self["asked"].value() or "").split())
        self.unseen = [
            each for each in self.prompts if self.is_bound and str(each.pk) not in seen
        ]
        for each in self.prompts:
            self.fields[_name(each)] = forms.CharField(
                label=each.question if each.is_required else _optional(each),
                max_length=4000,
                required=each.is_required and each not in self.unseen,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[_name(each)] for each in self.prompts]

    @property
    def asking(self) -> str:
        """What `asked` says of this page."""
        return " ".join(str(each.pk) for each in self.prompts)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.unseen:
            raise forms.ValidationError(
                _("This board asks a little more: the questions are below.")
            )
        if len(self._text()) > LONGEST_BODY:
            raise forms.ValidationError(
                _("That is more than %(n)s letters in all. Please shorten it.")
                % {"n": LONGEST_BODY}
            )
        return self.cleaned_data

    @property
    def said(self) -> dict[str, Any]:
        """With the answers in the body."""
        own = {"asked", *(_name(each) for each in self.prompts)}
        rest = {k: v for k, v in super().said.items() if k not in own}
        return rest | {"body": self._text()}

    def _text(self) -> str:
        said = self.cleaned_data
        answers = [(each.question, said.get(_name(each), "")) for each in self.prompts]
        return with_answers(said.get("body", ""), answers)

    def _first_board(self) -> int:
        boards = self.fields["board"]
        assert isinstance(boards, forms.ModelChoiceField)
        first = boards.queryset.values_list("pk", flat=True).first()  # type: ignore[union-attr]
        return first or 0


def _name(prompt: Prompt) -> str:
    return f"prompt-{prompt.pk}"


def _optional(prompt: Prompt) -> str:
    return _("%(question)s (if you like)") % {"question": prompt.question}
