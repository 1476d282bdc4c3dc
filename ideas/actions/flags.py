"""What moderators do about something that was said, each with a reason that all can read."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.actions.flags import dismiss_flag, uphold_flag
from community.actions.rulings import make_ruling
from community.models import Conversation, Flag, Member, Ruling
from ideas.actions.comments import hide_comment, show_comment
from ideas.actions.ideas import hide_idea, show_idea


@transaction.atomic
def take_down(
    flag: Flag, *, by: Member, reason: str, at: datetime | None = None
) -> bool:
    """Uphold a flag, and take what it is about off its page and out of the ledger.

    Its author is told why and can appeal; what is off the site already is told of no
    second time. Returns whether the flag was open. Raises NoReason.
    """
    if (said := _held(flag)) is None:
        return False
    at = at or timezone.now()
    if not said.is_hidden:
        make_ruling(
            Ruling.Kind.TAKEN_OFF,
            by=by,
            reason=reason,
            member=said.member,
            conversation=said,
            at=at,
        )
    if hasattr(said, "idea"):
        hide_idea(said.idea, at=at)
    elif hasattr(said, "comment"):
        hide_comment(said.comment, at=at)
    uphold_flag(flag, by=by, at=at)
    return True


@transaction.atomic
def let_stand(
    flag: Flag, *, by: Member, reason: str, at: datetime | None = None
) -> bool:
    """Dismiss a flag: what it is about stays. Returns whether it was open.

    Raises NoReason.
    """
    if (said := _held(flag)) is None:
        return False
    make_ruling(Ruling.Kind.KEPT, by=by, reason=reason, conversation=said, at=at)
    dismiss_flag(flag, by=by, at=at)
    return True


def put_back(said: Conversation, *, taken_off_at: datetime) -> None:
    """Undo what `take_down` did at that moment: the words, their place, what they earned."""
    if hasattr(said, "idea"):
        show_idea(said.idea, hidden_at=taken_off_at)
    elif hasattr(said, "comment"):
        show_comment(said.comment, hidden_at=taken_off_at)


def _held(flag: Flag) -> Conversation | None:
    """What an open flag is about, as it is now; None for one that is decided. Until
    commit nobody else decides about the same."""
    flags = Flag.objects.select_for_update().order_by("pk")
    found = {each.pk: each for each in flags.filter(conversation=flag.conversation_id)}
    if found[flag.pk].outcome != Flag.Outcome.OPEN:
        return None
    return Conversation.objects.select_related("member", "idea", "comment__idea").get(
        pk=flag.conversation_id
    )
