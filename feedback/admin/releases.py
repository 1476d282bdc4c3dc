"""What the firm brings out, written by colleagues and published by administrators."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin.base import (
    DeskAdmin,
    DeskInline,
    Rule,
    colleague_of,
    is_administrator,
    is_colleague,
)
from community.fields import LineField, WordsField
from community.models import Member
from community.moments import has_been
from community.returning import refusals_told
from feedback.actions.releases import bring_out
from feedback.admin.teams import NamedFormSet
from ideas.actions.credits import take_back_thanks, thank
from ideas.actions.releases import (
    discard_release,
    unpublish_release,
    write_release,
)
from ideas.models import Credit, Idea, Release, ReleaseIdea
from ideas.models.idea import LISTED, Status
from ideas.roadmap import standing_answers

OFFERED = 60  # posts, those decided last
ADDRESS = re.compile(r"(?:^|/ideas/)(\d{1,18})(?:/|$)")
YES = [Status.PLANNED, Status.IN_PROGRESS, Status.SHIPPED]


class WrittenByColleagues(Rule):
    """Every colleague may write; what the class opens to them they may change."""

    opens_to_colleagues = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_colleague(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_colleague(request)


class PostsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Idea) -> str:
        return f"{obj.title} ({obj.status_text})"


class ReleaseForm(forms.ModelForm[Release]):
    """Its words, and its posts: those the firm said yes to, and others by address."""

    released_at = forms.DateTimeField(
        label=gettext_lazy("Out since"),
        initial=timezone.localtime,
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        ),
    )
    posts = PostsField(
        Idea.objects.none(),
        label=gettext_lazy("Posts that came true in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Those that are not shipped yet are answered so, in your name, when it is"
            " published."
        ),
    )
    others = forms.CharField(
        label=gettext_lazy("Other posts"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Their numbers or addresses, one a line."),
    )

    class Meta:
        model = Release
        fields = ["title", "board", "released_at", "notes"]
        field_classes = {"title": LineField, "notes": WordsField}
        widgets = {"notes": forms.Textarea(attrs={"rows": 16, "cols": 80})}

    def clean_released_at(self) -> datetime:
        moment: datetime = self.cleaned_data["released_at"]
        if not has_been(moment):
            raise forms.ValidationError(
                _(
                    "Since 1970, and not in times to come: it is out once you publish it."
                )
            )
        return moment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields.get("posts")
        if not isinstance(offered, forms.ModelMultipleChoiceField):
            return
        links = ReleaseIdea.objects.filter(release=self.instance.pk)
        linked = list(links.values_list("idea", flat=True))
        known = Idea.objects.filter(pk__in=[*linked, *_waiting()])
        is_in = Exists(links.filter(idea=OuterRef("pk")))
        offered.queryset = known.select_related("conversation").order_by(
            is_in.desc(), "-pk"
        )
        self.initial["posts"] = linked

    def clean_others(self) -> list[Idea]:
        lines = [x.strip() for x in self.cleaned_data["others"].splitlines()]
        return [post_at(line) for line in lines if line]


class CreditForm(forms.ModelForm[Credit]):
    class Meta:
        model = Credit
        fields = ["member", "reason"]

    def clean_member(self) -> Any:
        member = self.cleaned_data["member"]
        if not member.is_active and "member" in self.changed_data:
            raise forms.ValidationError(_("They are not here any more."))
        return member


class CreditInline(WrittenByColleagues, DeskInline):
    """Thanks by hand, beside those that publishing gives to whoever shaped a post."""

    model = Credit
    form = CreditForm
    formset = NamedFormSet
    raw_id_fields = ["member"]
    can_delete = True
    extra = 1
    verbose_name_plural = gettext_lazy("Also thanked, and what for")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_colleague(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return super().get_queryset(request).filter(idea=None).select_related("member")


@admin.register(Release)
class ReleaseAdmin(WrittenByColleagues, DeskAdmin[Release]):
    form = ReleaseForm
    change_form_template = "desk/release.html"
    list_display = ["title", "board", "released_at", "published_at", "post_count"]
    list_filter = [("published_at", admin.EmptyFieldListFilter), "board"]
    list_select_related = ["board"]
    search_fields = ["title", "notes"]
    ordering = ["-released_at", "-pk"]
    fields = ["title", "board", "released_at", "notes", "posts", "others"]
    inlines = [CreditInline]
    actions = ["publish", "unpublish", "discard"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).annotate(post_count=Count("shipped"))

    @admin.display(description=gettext_lazy("posts"), ordering="post_count")
    def post_count(self, release: Release) -> int:
        return getattr(release, "post_count", 0)

    def view_on_site(self, release: Release) -> str:  # type: ignore[override]
        """The page itself; to colleagues also before it is published."""
        return release.get_absolute_url()

    @admin.action(
        description=gettext_lazy("Publish: its posts are shipped, its people thanked"),
        permissions=["act"],
    )
    def publish(self, request: HttpRequest, releases: QuerySet[Release]) -> None:
        for release in releases.order_by("released_at", "pk"):
            self._bring_out(request, release)

    @admin.action(
        description=gettext_lazy("Take off the site: what is shipped stays so"),
        permissions=["act"],
    )
    def unpublish(self, request: HttpRequest, releases: QuerySet[Release]) -> None:
        by = colleague_of(request)
        count = sum(unpublish_release(release, by=by) for release in releases)
        if count:
            self.message_user(request, _("Taken off the site."), messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Throw away what was never published"),
        permissions=["act"],
    )
    def discard(self, request: HttpRequest, releases: QuerySet[Release]) -> None:
        by = colleague_of(request)
        if sum(discard_release(release, by=by) for release in releases):
            self.message_user(request, _("Thrown away."), messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: Release, form: Any, change: Any
    ) -> None:
        said = form.cleaned_data
        words = {name: said[name] for name in ["title", "notes", "board"]}
        written = write_release(
            obj if change else None,
            by=colleague_of(request),
            released_at=said["released_at"],
            ideas=[*said["posts"], *said["others"]],
            **words,
        )
        obj.pk, obj.slug = written.pk, written.slug

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: Any
    ) -> None:
        by = colleague_of(request)
        for row in formset.forms:
            if not row.has_changed():
                continue
            said = row.cleaned_data
            moved = {"member", "DELETE"} & set(row.changed_data)
            if row.instance.pk and moved:
                take_back_thanks(Credit(pk=row.instance.pk))
            if not said.get("DELETE"):
                thank(
                    said["member"], by=by, reason=said["reason"], release=form.instance
                )

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: Any
    ) -> None:
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST and is_administrator(request):
            self._bring_out(request, form.instance)

    def _bring_out(self, request: HttpRequest, release: Release) -> None:
        with refusals_told(request):
            bring_out(release, by=colleague_of(request))
            said = _("“%(title)s” is out.") % {"title": release.title}
            self.message_user(request, said, messages.SUCCESS)


def post_at(line: str) -> Idea:
    """The standing post of a number or an address. Raises ValidationError."""
    said = ADDRESS.search(line)
    standing = Idea.objects.filter(status__in=LISTED)
    found = standing.filter(pk=said[1]).first() if said else None
    if found is None:
        raise forms.ValidationError(
            _("There is no standing post at %(address)s.") % {"address": line}
        )
    return found


def _waiting() -> list[int]:
    """Posts that the firm said yes to and no release holds yet, decided last first."""
    answers = standing_answers(Member()).filter(
        Q(status__in=YES, idea__status__in=YES, idea__releases=None)
    )
    return list(answers.values_list("idea", flat=True)[:OFFERED])
