"""Where what a customer said can be read."""

from community.models import Conversation
from ideas.models import Comment, Idea


def page_of(conversation: Conversation) -> str:
    """The post or comment; for what was said elsewhere its author's page, or home."""
    if conversation.kind == Conversation.Kind.COMMENT:
        comment = (
            Comment.objects.select_related("idea__conversation")
            .filter(conversation=conversation)
            .first()
        )
        if comment:
            return comment.get_absolute_url()
    if conversation.kind in Idea.Kind.values:
        idea = (
            Idea.objects.select_related("conversation")
            .filter(conversation=conversation)
            .first()
        )
        if idea:
            return idea.get_absolute_url()
    return conversation.member.get_absolute_url() if conversation.member else "/"
