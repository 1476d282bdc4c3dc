from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.actions.contributions import revoke_all
from community.actions.conversations import hide
from community.actions.limits import pass_door
from community.models import Conversation, Flag, Member
from community.once import insert_once


def raise_flag(
    conversation: Conversation, *, by: Member, reason: str, at: datetime | None = None
) -> bool:
    """Ask for a look at a conversation. Once per member; returns whether it is new."""
    pass_door("flag", member=by)
    return bool(
        insert_once(
            Flag,
            conversation=conversation,
            member=by,
            reason=reason.strip()[:300],
            created_at=at or timezone.now(),
        )
    )


@transaction.atomic
def uphold_flag(
    flag: Flag, *, by: Member, subject: str = "", at: datetime | None = None
) -> None:
    """Agree: the conversation leaves the site, and what it earned is taken back."""
    _decide(flag, Flag.Outcome.UPHELD, by=by, at=at)
    hide(flag.conversation)
    if subject:
        revoke_all(subject)


def dismiss_flag(flag: Flag, *, by: Member, at: datetime | None = None) -> None:
    """Disagree: the conversation stays as it is."""
    _decide(flag, Flag.Outcome.DISMISSED, by=by, at=at)


def _decide(flag: Flag, outcome: str, *, by: Member, at: datetime | None) -> None:
    Flag.objects.filter(pk=flag.pk, outcome=Flag.Outcome.OPEN).update(
        outcome=outcome, decided_by=by, decided_at=at or timezone.now()
    )
