from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin.base import DeskAdmin, DeskInline
from feedback.models import Evidence, Handoff, Insight, Question


class EvidenceInline(DeskInline):
    model = Evidence
    opens_to_colleagues = True
    fields = ["conversation", "excerpt", "told_at", "reply", "reply_note", "replied_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).select_related("conversation")


@admin.register(Insight)
class InsightAdmin(DeskAdmin[Insight]):
    """What was learned. Written in the queue, where the words are."""

    opens_to_colleagues = True
    list_display = ["sentence", "team", "by", "written_at", "cited", "confirmed"]
    list_filter = ["team"]
    list_select_related = ["team", "by"]
    search_fields = ["sentence", "evidence__excerpt"]
    ordering = ["-written_at", "-pk"]
    inlines = [EvidenceInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Insight]:
        agreed = Q(evidence__reply=Evidence.Reply.CONFIRMED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                cited_count=Count("evidence", distinct=True),
                confirmed_count=Count("evidence", filter=agreed, distinct=True),
            )
        )

    @admin.display(description=_("rests on"), ordering="cited_count")
    def cited(self, insight: Insight) -> int:
        return getattr(insight, "cited_count", 0)

    @admin.display(description=_("that’s it"), ordering="confirmed_count")
    def confirmed(self, insight: Insight) -> int:
        return getattr(insight, "confirmed_count", 0)


@admin.register(Handoff)
class HandoffAdmin(DeskAdmin[Handoff]):
    """Every hand-off ever made, with who closed it and why."""

    list_display = [
        "conversation",
        "team",
        "reason",
        "created_at",
        "read_by",
        "outcome",
        "closing_note",
        "closed_by",
    ]
    list_filter = ["team", "outcome"]
    list_select_related = ["conversation", "team", "read_by", "closed_by"]
    search_fields = ["conversation__headline", "reason", "closing_note"]
    ordering = ["-pk"]


@admin.register(Question)
class QuestionAdmin(DeskAdmin[Question]):
    list_display = ["text", "by", "conversation", "asked_at", "answered_at"]
    list_select_related = ["by", "conversation"]
    ordering = ["-asked_at"]
