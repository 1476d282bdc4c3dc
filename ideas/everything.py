"""What a member did in the forum, for them to take along."""

from typing import Any

from django.db.models import Q, QuerySet

from community.models import Member
from ideas.models import Answer


def about_ideas(member: Member) -> dict[str, QuerySet[Any]]:
    theirs = Q(by=member) | Q(contested_by=member) | Q(idea__author=member)
    return {
        "posts": member.ideas.order_by("pk"),
        "comments": member.comments.order_by("pk"),
        "votes": member.votes.order_by("pk"),
        "follows": member.follows.order_by("pk"),
        "helpful_marks": member.helpful.order_by("pk"),
        "credits": member.credits.order_by("pk"),
        "share_links": member.shares.order_by("pk"),
        "releases": member.releases.order_by("pk"),
        "looked_at": member.seen.order_by("pk"),
        "held": member.held.order_by("pk"),
        "answers": Answer.objects.filter(theirs).order_by("pk"),
    }
