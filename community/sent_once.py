"""A form that is sent twice, by a double press, a reload or a lost answer, counts once."""

import hashlib
import secrets
from typing import Any

from django import forms

from community.models import Member


def new_sending() -> str:
    return secrets.token_urlsafe(12)


class SentOnceForm(forms.Form):
    """A form whose page carries a name of its own, to be told from the next page's."""

    sending = forms.CharField(
        required=False,
        max_length=40,
        initial=new_sending,
        widget=forms.HiddenInput(attrs={"id": None}),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was entered, without what the form keeps for itself."""
        return {k: v for k, v in self.cleaned_data.items() if k != "sending"}

    def external_id(self, sender: Member) -> str | None:
        """The same for the same words from the same page; other words are another post.

        None where the page carried no name: then nothing can be told apart.
        """
        if not (sending := self.cleaned_data["sending"]):
            return None
        words = [str(value) for value in self.said.values()]
        said = repr([sender.pk, sending, words]).encode()
        return "form:" + hashlib.sha256(said).hexdigest()[:40]
