from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.admin.base import DeskAdmin, colleague_of
from community.admin.reasons import ReasonForm, reason_of
from community.models import Flag
from community.returning import refusals_told
from ideas.actions.flags import let_stand, take_down


@admin.register(Flag)
class FlagAdmin(DeskAdmin[Flag]):
    """Upholding hides what was said and takes back what it earned."""

    list_display = ["reason", "conversation", "member", "created_at", "outcome"]
    list_filter = ["outcome"]
    list_select_related = ["conversation", "member"]
    ordering = ["-created_at"]
    search_fields = ["reason", "conversation__headline"]
    action_form = ReasonForm
    actions = ["uphold", "dismiss"]

    @admin.action(
        description=gettext_lazy("Uphold: hide it, take back what it earned"),
        permissions=["act"],
    )
    def uphold(self, request: HttpRequest, flags: QuerySet[Flag]) -> None:
        by, reason = colleague_of(request), reason_of(request)
        for flag in flags:
            with refusals_told(request):
                if take_down(flag, by=by, reason=reason):
                    self.message_user(request, _("Hidden."), messages.SUCCESS)

    @admin.action(
        description=gettext_lazy("Dismiss: it stays as it is"), permissions=["act"]
    )
    def dismiss(self, request: HttpRequest, flags: QuerySet[Flag]) -> None:
        by, reason = colleague_of(request), reason_of(request)
        for flag in flags:
            with refusals_told(request):
                if let_stand(flag, by=by, reason=reason):
                    self.message_user(request, _("Dismissed."), messages.SUCCESS)
