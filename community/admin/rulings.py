from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.rulings import answer_appeal
from community.admin.base import DeskAdmin, colleague_of
from community.admin.reasons import ReasonForm, reason_of
from community.models import Ruling
from community.returning import refusals_told


class Appeal(admin.SimpleListFilter):
    title = gettext_lazy("appeal")
    parameter_name = "appeal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", gettext_lazy("waits for an answer"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Ruling]
    ) -> QuerySet[Ruling]:
        if self.value() != "waiting":
            return queryset
        return queryset.filter(pk__in=Ruling.objects.waiting())


@admin.register(Ruling)
class RulingAdmin(DeskAdmin[Ruling]):
    """What moderators did, and the appeals that wait: another administrator judges."""

    list_display = ["kind", "reason", "by", "made_at", "appeal", "answer"]
    list_filter = [Appeal, "kind", "is_overturned"]
    list_select_related = ["by"]
    ordering = ["-made_at", "-pk"]
    search_fields = ["reason", "appeal"]
    action_form = ReasonForm
    actions = ["let_stand", "take_back"]

    @admin.action(description=gettext_lazy("Appeal: it stands"), permissions=["act"])
    def let_stand(self, request: HttpRequest, rulings: QuerySet[Ruling]) -> None:
        self._answer(request, rulings, is_overturned=False)

    @admin.action(
        description=gettext_lazy("Appeal: we were wrong, take it back"),
        permissions=["act"],
    )
    def take_back(self, request: HttpRequest, rulings: QuerySet[Ruling]) -> None:
        self._answer(request, rulings, is_overturned=True)

    def _answer(
        self, request: HttpRequest, rulings: QuerySet[Ruling], *, is_overturned: bool
    ) -> None:
        by, words = colleague_of(request), reason_of(request)
        for ruling in rulings.select_related("member", "conversation"):
            with refusals_told(request):
                answer_appeal(ruling, by=by, is_overturned=is_overturned, words=words)
                self.message_user(request, _("Answered."), messages.SUCCESS)
