"""What is kept of a form that is still being written: its words, however unfinished."""

import re
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models.attachment import LONGEST_ALT
from ideas.models.idea import LONGEST_TITLE

LONGEST_STORY, LONGEST_COMMENT = 20_000, 8000
LONGEST_ANSWER, MOST_ANSWERS = 4000, 5
ANSWER = re.compile(r"prompt-\d{1,18}")


class DraftForm(forms.Form):
    """`written`: the fields without which nothing is begun."""

    written: ClassVar[list[str]]

    @property
    def words(self) -> dict[str, str]:
        """What to keep; empty where only a choice was made, which is not writing."""
        said: dict[str, str] = self.cleaned_data
        return said if any(said[name].strip() for name in self.written) else {}

    def words_with(self, more: str) -> dict[str, str]:
        """The same with something below the last of what is written."""
        said: dict[str, str] = self.cleaned_data | self.words
        last = self.written[-1]
        return said | {last: f"{said[last].rstrip()}\n\n{more}\n".lstrip()}


class PostDraftForm(DraftForm):
    title = forms.CharField(required=False, max_length=LONGEST_TITLE)
    kind = forms.CharField(required=False, max_length=10)
    board = forms.CharField(required=False, max_length=20)
    body = forms.CharField(required=False, max_length=LONGEST_STORY, strip=False)
    written = ["title", "body"]

    @property
    def words(self) -> dict[str, str]:
        """With what is answered to the board's questions so far."""
        answers = {
            name: str(said)[:LONGEST_ANSWER]
            for name, said in self.data.items()
            if ANSWER.fullmatch(name) and str(said).strip() and "\0" not in str(said)
        }
        begun = super().words or (self.cleaned_data if answers else {})
        return begun | dict(list(answers.items())[:MOST_ANSWERS])


class CommentDraftForm(DraftForm):
    text = forms.CharField(required=False, max_length=LONGEST_COMMENT, strip=False)
    written = ["text"]


class PictureForm(forms.Form):
    """What it shows in words may be said later, in the text."""

    picture = forms.FileField(
        error_messages={
            "required": _("Choose a picture first."),
            "empty": _("That file is empty: choose another one."),
        }
    )
    alt = forms.CharField(required=False, max_length=LONGEST_ALT)

    @property
    def refusal(self) -> str:
        """The first thing that is wrong with it."""
        return str(next(iter(self.errors.values()))[0])
