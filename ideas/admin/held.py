from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from community.admin.base import DeskAdmin, colleague_of
from community.admin.reasons import ReasonForm, reason_of
from community.returning import refusals_told
from ideas.actions.held import approve_held, refuse_held
from ideas.models import Held


@admin.register(Held)
class HeldAdmin(DeskAdmin[Held]):
    """What waits for a look, the longest first; many may be approved at once."""

    list_display = ["said", "kind", "author", "why", "held_at", "state"]
    list_filter = ["state", "kind", "board"]
    list_select_related = ["author"]
    search_fields = ["title", "text", "author__name"]
    ordering = [F("decided_at").desc(nulls_first=True), "held_at", "pk"]
    action_form = ReasonForm
    actions = ["approve", "refuse"]
    fields = [
        *("author", "kind", "board", "idea", "title", "text", "why", "held_at"),
        *("state", "decided_by", "decided_at", "ruling"),
    ]

    @admin.display(description=gettext_lazy("what was sent"))
    def said(self, held: Held) -> str:
        return str(held)

    @admin.action(
        description=gettext_lazy("Approve: it is posted as of when it was sent"),
        permissions=["act"],
    )
    def approve(self, request: HttpRequest, held: QuerySet[Held]) -> None:
        by, count = colleague_of(request), 0
        for each in self._full(held):
            with refusals_told(request):
                count += approve_held(each, by=by)
        text = ngettext("%(n)s is posted.", "%(n)s are posted.", count)
        self.message_user(request, text % {"n": count}, messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Refuse: its author reads the reason"),
        permissions=["act"],
    )
    def refuse(self, request: HttpRequest, held: QuerySet[Held]) -> None:
        by, reason, count = colleague_of(request), reason_of(request), 0
        for each in self._full(held):
            with refusals_told(request):
                count += refuse_held(each, by=by, reason=reason)
        text = ngettext("%(n)s is not posted.", "%(n)s are not posted.", count)
        self.message_user(request, text % {"n": count}, messages.SUCCESS)

    def _full(self, held: QuerySet[Held]) -> QuerySet[Held]:
        return held.order_by("held_at", "pk").select_related(
            "author", "board", "idea__board", "idea__conversation", "reply_to__parent"
        )
