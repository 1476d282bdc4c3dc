from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import MailRhythm, Member, NoticePreference
from community.models.notice import NoticeKind

EXPLAINED = {
    NoticeKind.TOLD: _(
        "The end of a journey: what we learned because of you, and why."
    ),
    NoticeKind.ANSWER: _("A person here answered what you posted."),
    NoticeKind.QUESTION: _("Somebody here wants to understand what you said."),
    NoticeKind.COMMENT: _("On your post, or in answer to you."),
    NoticeKind.MENTION: _("Somebody wrote your name where you may read it."),
    NoticeKind.STATUS: _("It was planned, shipped, declined or joined with another."),
    NoticeKind.HELPED: _("Somebody marked what you wrote as helpful."),
    NoticeKind.STAFF: _("Replies and objections to what you wrote as a colleague."),
    NoticeKind.LETTER: _(
        "Only if you agreed to it, and at most two a month, whoever writes."
    ),
}


class NoticesForm(forms.Form):
    """How each kind comes, and when mail may; starts from what the member chose."""

    is_off = forms.BooleanField(
        label=_("No mail at all"),
        help_text=_("Whatever is chosen below. Mails about signing in still come."),
        required=False,
    )
    digest = forms.ChoiceField(
        label=_("The digest comes"),
        choices=MailRhythm.Digest.choices,
        widget=forms.RadioSelect,
        help_text=_("At eight, one mail with all that waits; none where nothing does."),
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    RHYTHM = ("is_off", "digest", "quiet_from", "quiet_until")

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        rhythm = MailRhythm.objects.filter(member=member).first() or MailRhythm()
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(rhythm, name) for name in self.RHYTHM}
        chosen = dict(member.preferences.values_list("kind", "choice"))
        for kind in NoticeKind:
            if kind == NoticeKind.STAFF and not member.is_staff:
                continue
            self.fields[kind] = forms.ChoiceField(
                label=kind.label,
                help_text=EXPLAINED[kind],
                choices=NoticePreference.Choice.choices,
                initial=chosen.get(kind, NoticePreference.usual(kind)),
                widget=forms.RadioSelect,
            )

    @property
    def kinds(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.RHYTHM]

    @property
    def choices(self) -> dict[str, str]:
        """{kind: choice}, once it is valid."""
        said = self.cleaned_data.items()
        return {name: value for name, value in said if name not in self.RHYTHM}

    @property
    def rhythm(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.RHYTHM}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        begin, end = said.get("quiet_from"), said.get("quiet_until")
        if (begin is None) != (end is None) and not self.errors:
            raise forms.ValidationError(
                _("Quiet hours need a beginning and an end, or neither.")
            )
        if begin is not None and begin == end:
            raise forms.ValidationError(
                _("Quiet hours that begin and end at the same time are none.")
            )
        return said
