from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.deliveries import retry
from community.admin.base import DeskAdmin, DeskInline
from community.models import Attempt, Delivery


class AttemptInline(DeskInline):
    model = Attempt
    fields = ["number", "is_success", "status", "detail", "started_at", "finished_at"]
    ordering = ["number"]


@admin.register(Delivery)
class DeliveryAdmin(DeskAdmin[Delivery]):
    """Whatever leaves the process, with every attempt."""

    list_display = [
        "effect",
        "channel",
        "state",
        "attempt_count",
        "due_at",
        "finished_at",
    ]
    list_filter = ["state", "channel"]
    search_fields = ["effect", "target", "key"]
    ordering = ["-pk"]
    inlines = [AttemptInline]
    actions = ["send_again"]

    @admin.action(description=gettext_lazy("Send again, now"), permissions=["act"])
    def send_again(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        for delivery in deliveries:
            retry(delivery)
        self.message_user(request, _("They are due now."), messages.SUCCESS)
