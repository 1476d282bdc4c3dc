"""Thanks for a post itself, whether or not it came out with anything."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin.base import DeskAdmin, colleague_of
from feedback.admin.releases import CreditForm, WrittenByColleagues, post_at
from ideas.actions.credits import take_back_thanks, thank
from ideas.models import Credit, Idea


class ThanksForm(CreditForm):
    post = forms.CharField(
        label=gettext_lazy("For which post"),
        max_length=300,
        help_text=gettext_lazy("Its number or its address."),
    )

    def clean_post(self) -> Idea:
        return post_at(self.cleaned_data["post"])


@admin.register(Credit)
class CreditAdmin(WrittenByColleagues, DeskAdmin[Credit]):
    """Everybody who is thanked for something; who asked not to be named, too."""

    form = ThanksForm
    list_display = ["member", "reason", "release", "idea", "given_at", "refused_at"]
    list_filter = ["release", ("refused_at", admin.EmptyFieldListFilter)]
    list_select_related = ["member", "release", "idea__conversation"]
    search_fields = ["member__name", "reason"]
    raw_id_fields = ["member"]
    ordering = ["-given_at", "-pk"]
    actions = ["take_back"]

    def get_fields(self, request: HttpRequest, obj: Credit | None = None) -> Any:
        if obj is None:
            return ["member", "post", "reason"]
        return ["member", "reason", "release", "idea", "given_at", "refused_at"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Take the thanks back"), permissions=["act"])
    def take_back(self, request: HttpRequest, credits: QuerySet[Credit]) -> None:
        for credit in credits:
            take_back_thanks(credit)
        self.message_user(request, _("Taken back."), messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: Credit, form: Any, change: Any
    ) -> None:
        said = form.cleaned_data
        obj.pk = thank(
            said["member"],
            by=colleague_of(request),
            reason=said["reason"],
            idea=said["post"],
        ).pk
