"""What was learned, as somebody on the site may read it."""

from django.db.models import Prefetch

from community.models import Conversation, Member
from feedback.models import Evidence, Insight
from feedback.models.insight import InsightQuerySet


def insights_for(viewer: Member | None) -> InsightQuerySet:
    """Insights, the newest first, with the words that the viewer may see in `shown`.

    Words from elsewhere (a ticket, a call) stay with the firm; so do those on boards
    that the viewer cannot see. Three queries whatever the row count.
    """
    said = Conversation.objects.visible_to(viewer)
    evidence = Evidence.objects.filter(conversation__in=said).select_related(
        "conversation__member", "conversation__idea", "conversation__comment__idea"
    )
    return (
        Insight.objects.select_related("by", "team")
        .prefetch_related(
            Prefetch("evidence", queryset=evidence.order_by("pk"), to_attr="shown")
        )
        .order_by("-written_at", "-pk")
    )
