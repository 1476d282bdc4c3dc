from django.contrib import admin

from community.admin.base import DeskAdmin, DeskInline
from community.models import Conversation, Stage


class StageInline(DeskInline):
    model = Stage
    opens_to_colleagues = True
    fields = ["stage", "by", "at", "note", "excerpt", "reason"]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).select_related("by").order_by("at", "pk")


@admin.register(Conversation)
class ConversationAdmin(DeskAdmin[Conversation]):
    opens_to_colleagues = True
    list_display = [
        "headline",
        "kind",
        "source",
        "member",
        "received_at",
        "read_at",
        "learned_at",
        "decided_at",
        "told_at",
    ]
    list_filter = ["kind", "source", "board", "phase", "is_hidden"]
    list_select_related = ["source", "member"]
    search_fields = ["headline", "text", "member__name"]
    ordering = ["-received_at", "-pk"]
    exclude = ["search", "outside_email"]
    inlines = [StageInline]
