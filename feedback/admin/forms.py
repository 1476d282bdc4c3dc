"""What the desk asks for: words, reasons, a team, whose words taught."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.actions.stash import LARGEST
from feedback.models import Handoff, Insight, Team
from ideas.models import Idea
from ideas.models.idea import LISTED, Status

KNOWN = 50  # insights of a team that are offered to add words to
DECISIONS = [(value, Status(value).label) for value in LISTED if value != Status.OPEN]


def words(label: Any, *, rows: int, length: int, **more: Any) -> forms.CharField:
    """A box for sentences."""
    box = forms.Textarea(attrs={"rows": rows, "class": "field"})
    return forms.CharField(label=label, max_length=length, widget=box, **more)


def line(label: Any, *, length: int, **more: Any) -> forms.CharField:
    """A box for one line."""
    box = forms.TextInput(attrs={"class": "field"})
    return forms.CharField(label=label, max_length=length, widget=box, **more)


class InsightForm(forms.Form):
    """One sentence, new or known, and from each conversation the words that taught it."""

    sentence = words(
        _("What did we learn, in one sentence?"), rows=3, length=300, required=False
    )
    known = forms.ModelChoiceField(
        label=_("Or the same again as"),
        queryset=Insight.objects.none(),
        required=False,
        empty_label=_("nothing that we knew"),
        widget=forms.Select(attrs={"class": "field"}),
    )

    def __init__(self, *args: Any, handoffs: Sequence[Handoff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handoffs = list(handoffs)
        ours = Insight.objects.filter(team=self.handoffs[0].team_id)
        newest = ours.order_by("-written_at", "-pk")[:KNOWN].values("pk")
        self.fields["known"].queryset = (  # type: ignore[attr-defined]
            ours.filter(pk__in=newest).order_by("-written_at", "-pk")
        )
        for each in self.handoffs:
            said = each.conversation
            box = words(said.author_name, rows=2, length=1000, required=False)
            box.widget.attrs |= {
                "data-excerpt-for": said.pk,
                "data-told": said.member_id if said.is_reachable else "",
                "placeholder": _("nothing marked yet"),
            }
            self.fields[f"excerpt-{each.pk}"] = box

    @property
    def rows(self) -> list[tuple[Handoff, forms.BoundField]]:
        return [(each, self[f"excerpt-{each.pk}"]) for each in self.handoffs]

    @property
    def cited(self) -> list[tuple[Handoff, str]]:
        """Whose words are cited, with the words."""
        found = [
            (each, self.cleaned_data.get(f"excerpt-{each.pk}", ""))
            for each in self.handoffs
        ]
        return [(each, excerpt) for each, excerpt in found if excerpt]

    @property
    def _lost(self) -> list[str]:
        """Words that were marked of somebody who has left the group meanwhile."""
        sent = {name: words for name, words in self.data.items() if words.strip()}
        return [
            words
            for name, words in sent.items()
            if name.startswith("excerpt-") and name not in self.fields
        ]

    def clean(self) -> None:
        sentence, known = map(self.cleaned_data.get, ["sentence", "known"])
        if bool(sentence) is bool(known):
            self.add_error(
                "sentence",
                _("Write one sentence, or choose one that is known; not both."),
            )
        if lost := self._lost:
            raise forms.ValidationError(
                _("Somebody is no longer in this group. Nothing was written: %(words)s")
                % {"words": " · ".join(f"“{words}”" for words in lost)}
            )
        if not self.cited:
            raise forms.ValidationError(
                _("Mark the words of at least one person: they are the evidence.")
            )


class QuestionForm(forms.Form):
    text = words(_("What would you like to know?"), rows=4, length=2000)


class LetterForm(forms.Form):
    subject = line(_("About what?"), length=120)
    text = words(_("Your words"), rows=8, length=4000)


class DecisionForm(forms.Form):
    """A decision on one conversation, and the same on others like it."""

    status = forms.ChoiceField(
        label=_("Decision"),
        choices=DECISIONS,
        widget=forms.Select(attrs={"class": "field"}),
    )
    status_note = line(
        _("When, in words"),
        length=80,
        required=False,
        help_text=_("For example: planned for spring."),
    )
    text = words(_("Why, to the people who asked"), rows=5, length=8000)
    same = forms.MultipleChoiceField(
        label=_("The same for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Sequence[Handoff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(each.pk): each for each in others}
        choices = [
            (key, f"{each.conversation.author_name}: {each.conversation.headline}")
            for key, each in self.others.items()
        ]
        self.fields["same"].choices = choices  # type: ignore[attr-defined]

    @property
    def same_for(self) -> list[Handoff]:
        return [self.others[key] for key in self.cleaned_data["same"]]


class HandOnForm(forms.Form):
    team = forms.ModelChoiceField(
        label=_("To"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("the team of last resort"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    reason = words(_("Why it is not ours"), rows=3, length=300)

    def __init__(self, *args: Any, without: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.exclude(pk=without.pk)
        self.fields["team"].queryset = others  # type: ignore[attr-defined]


class FoldForm(forms.Form):
    """Another post that says the same, by its number or address, and why."""

    into = line(
        _("Into which post"),
        length=300,
        help_text=_("Its number or its address. The nearest are offered."),
    )
    reason = words(_("Why, to its author"), rows=3, length=300)

    def __init__(self, *args: Any, posts: QuerySet[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = posts
        self.fields["into"].widget.attrs["list"] = "fold-near"

    def clean_into(self) -> Idea:
        said = re.search(r"(?:^|/ideas/)(\d{1,18})(?:/|$)", self.cleaned_data["into"])
        found = self.posts.filter(pk=said[1]).first() if said else None
        if found is None:
            raise forms.ValidationError(_("There is no standing post there."))
        return found


class NoteForm(forms.Form):
    note = words(_("Why there is nothing new in it"), rows=3, length=300)


class CustomerListForm(forms.Form):
    """A file to look at, or the token of one that has been looked at."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("Columns: email, company, segment, account_owner. UTF-8."),
    )
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found and found.size > LARGEST:
            raise forms.ValidationError(
                _("It is larger than 20 MB: load it by manage.py import_customers.")
            )
        return found

    def clean(self) -> None:
        if self.errors:
            return
        if not (self.cleaned_data.get("file") or self.cleaned_data.get("token")):
            raise forms.ValidationError(_("Choose a file."))
