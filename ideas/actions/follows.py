from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.actions.limits import pass_door
from community.models import Member
from community.once import insert_once
from ideas.models import Follow, Idea


@transaction.atomic
def follow(idea: Idea, *, member: Member, at: datetime | None = None) -> None:
    """Hear what becomes of an idea. Following twice is following once.

    Raises TooOften.
    """
    pass_door("follow", member=member)
    if insert_once(Follow, idea=idea, member=member, since=at or timezone.now()):
        _move(idea, by=1)


@transaction.atomic
def unfollow(idea: Idea, *, member: Member) -> None:
    """Hear no more of it. Raises TooOften."""
    pass_door("follow", member=member)
    if Follow.objects.filter(idea=idea, member=member).delete()[0]:
        _move(idea, by=-1)


def _move(idea: Idea, *, by: int) -> None:
    Idea.objects.filter(pk=idea.pk).update(follower_count=F("follower_count") + by)
    idea.follower_count += by
