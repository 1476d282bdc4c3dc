from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin.base import DeskAdmin, DeskInline
from community.models import Member
from feedback.actions.teams import join_team, leave_team, open_team
from feedback.models import Team, TeamMember


class TeamMemberForm(forms.ModelForm[TeamMember]):
    """Only the firm's own people can be in a team."""

    member = forms.ModelChoiceField(
        label=_("colleague"),
        queryset=Member.objects.present().filter(is_staff=True).order_by("name"),
    )

    class Meta:
        model = TeamMember
        fields = ["member", "is_lead", "wants_digest"]


class NamedFormSet(forms.BaseInlineFormSet[Any, Any, Any]):
    """Each control says its name: the table's heads are not tied to it."""

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label or ""


class TeamMemberInline(DeskInline):
    model = TeamMember
    form = TeamMemberForm
    formset = NamedFormSet
    opens_to_colleagues = True
    may_add = may_change = may_remove = True
    can_delete = True
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[TeamMember]:
        return super().get_queryset(request).select_related("member")


@admin.register(Team)
class TeamAdmin(DeskAdmin[Team]):
    opens_to_colleagues = True
    may_add = may_change = True
    list_display = ["name", "purpose", "promise_days", "is_last_resort", "open_count"]
    fields = ["name", "slug", "purpose", "promise_days", "is_last_resort"]
    inlines = [TeamMemberInline]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "purpose":
            options["help_text"] = _("Customers read this on How this place works.")
        return super().formfield_for_dbfield(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        still_open = Count("handoffs", filter=Q(handoffs__closed_at=None))
        return super().get_queryset(request).annotate(open_count=still_open)

    @admin.display(description=_("in the queue"), ordering="open_count")
    def open_count(self, team: Team) -> int:
        return getattr(team, "open_count", 0)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Team | None = None
    ) -> list[str]:
        return ["slug"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: Team, form: Any, change: Any
    ) -> None:
        details = {**form.cleaned_data, "slug": obj.slug}
        obj.pk = open_team(details.pop("name"), **details).pk

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: Any
    ) -> None:
        for row in formset.forms:
            if not row.has_changed():
                continue
            said = row.cleaned_data
            before = row.initial.get("member")
            if before and (said.get("DELETE") or before != said["member"].pk):
                leave_team(form.instance, Member(pk=before))
            if not said.get("DELETE"):
                join_team(
                    form.instance,
                    said["member"],
                    is_lead=said["is_lead"],
                    wants_digest=said["wants_digest"],
                )
