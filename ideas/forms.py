from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.fields import LineField, WordsField
from community.models import Board, Member
from community.sent_once import SentOnceForm
from ideas.models import Comment, Idea
from ideas.models.idea import LISTED, LONGEST_TITLE, SHORTEST_TITLE, Status
from ideas.prompt_forms import AskingForm


class IdeaForm(AskingForm):
    """A new post. `met` says that its author has seen what others said already."""

    title = LineField(
        label=_("What happened, or what should?"),
        min_length=SHORTEST_TITLE,
        max_length=LONGEST_TITLE,
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Idea.Kind.choices,
        initial=Idea.Kind.IDEA,
        widget=forms.RadioSelect,
    )
    board = forms.ModelChoiceField(
        Board.objects.none(), label=_("What is it about?"), empty_label=None
    )
    body = forms.CharField(
        label=_("Your story"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("When, where, and what did you do instead? A sentence will do."),
    )
    met = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = self.fields["board"]
        assert isinstance(boards, forms.ModelChoiceField)
        boards.queryset = Board.objects.visible_to(viewer)
        self.ask(viewer)

    @property
    def said(self) -> dict[str, Any]:
        return {k: v for k, v in super().said.items() if k != "met"}


class EditForm(forms.Form):
    title = LineField(
        label=_("Title"), min_length=SHORTEST_TITLE, max_length=LONGEST_TITLE
    )
    body = forms.CharField(
        label=_("Your story"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class CommentForm(SentOnceForm):
    text = WordsField(
        label=_("How is it where you are?"),
        max_length=8000,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_to = forms.ModelChoiceField(
        Comment.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, idea: Idea | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answerable = self.fields["reply_to"]
        assert isinstance(answerable, forms.ModelChoiceField)
        if idea:
            answerable.queryset = Comment.objects.shown().filter(idea=idea)


class ContestForm(forms.Form):
    text = WordsField(
        label=_("What does the answer miss?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


ORDERS = [
    ("best", _("Best")),
    ("trending", _("Trending")),
    ("new", _("New")),
    ("needs", _("Needs your vote")),
]
OWN = [("following", _("Following")), ("mine", _("Yours"))]


class FilterForm(forms.Form):
    """What narrows the list; whatever makes no sense narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    order = forms.ChoiceField(
        required=False,
        choices=ORDERS,
    )
    board = forms.ModelChoiceField(
        Board.objects.none(),
        label=_("Board"),
        required=False,
        empty_label=_("All boards"),
        to_field_name="slug",
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *Idea.Kind.choices],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Any status")), *((s, Status(s).label) for s in LISTED)],
    )

    def __init__(self, *args: Any, viewer: Member | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards, order = self.fields["board"], self.fields["order"]
        assert isinstance(boards, forms.ModelChoiceField)
        assert isinstance(order, forms.ChoiceField)
        boards.queryset = Board.objects.visible_to(viewer)
        if viewer:
            order.choices = [*ORDERS, *OWN]
        self.full_clean()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def is_own(self) -> bool:
        """Whether only what concerns the viewer is asked for."""
        return self.value("order") in {"needs", "following", "mine"}

    @property
    def is_narrowed(self) -> bool:
        return any(self.value(name) for name in ["q", "board", "kind", "status"])
