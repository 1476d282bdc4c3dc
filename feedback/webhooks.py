"""What a webhook says: thin facts with a version; words and names are pulled by API."""

from datetime import datetime
from typing import Any

from django.conf import settings

from community.models import Conversation
from feedback.models import Evidence, Handoff, Insight
from feedback.pages import page_of
from ideas.models import Idea

PING = "endpoint.ping"


def message(event: str, data: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The body of a webhook by Standard Webhooks: type, timestamp, data."""
    return {"type": event, "timestamp": at.isoformat(), "data": data}


def about_conversation(conversation: Conversation) -> dict[str, Any]:
    """`version` is when it last changed: deliveries are unordered, the newest wins."""
    return {
        "conversation": conversation.pk,
        "kind": conversation.kind,
        "source": conversation.source.slug,
        "external_id": conversation.external_id,
        "board": conversation.board.slug if conversation.board else None,
        "headline": conversation.headline,
        "url": settings.BASE_URL + page_of(conversation),
        "api": f"{settings.BASE_URL}/api/v1/conversations/{conversation.pk}/",
        "version": conversation.updated_at.isoformat(),
    }


def about_handoff(handoff: Handoff) -> dict[str, Any]:
    return about_conversation(handoff.conversation) | {
        "team": handoff.team.slug,
        "reason": handoff.reason,
        "due_at": handoff.due_at.isoformat(),
        "read_at": handoff.read_at.isoformat() if handoff.read_at else None,
    }


def about_insight(insight: Insight, conversations: list[int]) -> dict[str, Any]:
    return {
        "insight": insight.pk,
        "sentence": insight.sentence,
        "team": insight.team.slug,
        "conversations": conversations,
        "url": settings.BASE_URL + insight.get_absolute_url(),
        "api": f"{settings.BASE_URL}/api/v1/insights/{insight.pk}/",
        "version": insight.updated_at.isoformat(),
    }


def about_reply(evidence: Evidence) -> dict[str, Any]:
    replied_at = evidence.replied_at
    return {
        "insight": evidence.insight_id,
        "conversation": evidence.conversation_id,
        "reply": evidence.reply,
        "api": f"{settings.BASE_URL}/api/v1/insights/{evidence.insight_id}/",
        "version": replied_at.isoformat() if replied_at else None,
    }


def about_idea(idea: Idea) -> dict[str, Any]:
    return {
        "idea": idea.pk,
        "conversation": idea.conversation_id,
        "board": idea.board.slug,
        "title": idea.title,
        "status": idea.status,
        "url": settings.BASE_URL + idea.get_absolute_url(),
        "api": f"{settings.BASE_URL}/api/v1/ideas/{idea.pk}/",
        "version": idea.updated_at.isoformat(),
    }
