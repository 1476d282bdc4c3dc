"""What the firm asked a member and learned from them, for them to take along."""

from typing import Any

from django.db.models import Q, QuerySet

from community.models import Conversation, Member
from feedback.models import Evidence, Insight, Question


def about_feedback(member: Member) -> dict[str, QuerySet[Any]]:
    said = Conversation.objects.filter(member=member)
    cited = Evidence.objects.filter(conversation__in=said)
    learned = Q(pk__in=cited.values("insight")) | Q(by=member)
    asked = Q(conversation__in=said) | Q(by=member)
    return {
        "questions": Question.objects.filter(asked).order_by("pk"),
        "words_that_taught": cited.order_by("pk"),
        "what_was_learned": Insight.objects.filter(learned).order_by("pk"),
        "teams": member.team_memberships.all(),
    }
