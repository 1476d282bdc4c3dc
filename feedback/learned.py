"""What was learned, as somebody on the site may read it."""

from community.models import Conversation, Member
from feedback.models import Insight
from feedback.models.insight import InsightQuerySet


def insights_for(viewer: Member | None) -> InsightQuerySet:
    """Insights, the newest first, with the words that the viewer may see.

    Words from elsewhere (a ticket, a call) stay with the firm; so do those on boards
    that the viewer cannot see.
    """
    said = Conversation.objects.visible_to(viewer)
    return Insight.objects.for_list(said).order_by("-written_at", "-pk")
