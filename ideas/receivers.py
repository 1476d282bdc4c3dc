"""What the forum does when something happens below: it writes rows, and nothing else."""

from typing import Any

from django.dispatch import receiver

from community.models import Member, Ruling
from community.signals import member_left, ruling_overturned, words_taken
from ideas.actions.credits import forget_credits
from ideas.actions.flags import put_back
from ideas.actions.held import forget_held, forget_named_in_held, post_after_all
from ideas.actions.leaving import forget_words
from ideas.actions.shares import forget_shares


@receiver(ruling_overturned, dispatch_uid="put_back")
def put_back_what_was_taken_off(ruling: Ruling, **_news: Any) -> None:
    if ruling.kind == Ruling.Kind.TAKEN_OFF and ruling.conversation:
        put_back(ruling.conversation, taken_off_at=ruling.made_at)
    if ruling.kind == Ruling.Kind.NOT_POSTED:
        post_after_all(ruling)


@receiver(words_taken, dispatch_uid="forget_words_of_the_forum")
def forget_what_they_said(member: Member, *, said: list[int], **_news: Any) -> None:
    forget_words(member, said=said)


@receiver(member_left, dispatch_uid="forget_member")
def forget_who_left(
    member: Member, *, slug: str, keeps_name: bool, **_news: Any
) -> None:
    if not keeps_name:
        forget_credits(member)
        forget_named_in_held(slug)
    forget_shares(member)
    forget_held(member)
