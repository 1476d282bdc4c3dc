"""What the forum does when something happens below: it writes rows, and nothing else."""

from typing import Any

from django.dispatch import receiver

from community.models import Member, Ruling
from community.signals import member_left, ruling_overturned
from ideas.actions.flags import put_back
from ideas.actions.held import forget_held, post_after_all


@receiver(ruling_overturned, dispatch_uid="put_back")
def put_back_what_was_taken_off(ruling: Ruling, **_news: Any) -> None:
    if ruling.kind == Ruling.Kind.TAKEN_OFF and ruling.conversation:
        put_back(ruling.conversation, taken_off_at=ruling.made_at)
    if ruling.kind == Ruling.Kind.NOT_POSTED:
        post_after_all(ruling)


@receiver(member_left, dispatch_uid="forget_held")
def forget_what_waits(member: Member, **_news: Any) -> None:
    forget_held(member)
