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
) -> None:
    """Uphold a flag, and take what it is about off its page and out of the ledger.

    Its author is told why and can appeal. What was dismissed, or is off the site
    already, stays as it is. Raises NoReason.
    """
    if flag.outcome == Flag.Outcome.DISMISSED:
        return
    said, at = flag.conversation, at or timezone.now()
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
    uphold_flag(flag, by=by)


@transaction.atomic
def let_stand(flag: Flag, *, by: Member, reason: str) -> None:
    """Dismiss a flag: what it is about stays. Raises NoReason."""
    if flag.outcome != Flag.Outcome.OPEN:
        return
    make_ruling(Ruling.Kind.KEPT, by=by, reason=reason, conversation=flag.conversation)
    dismiss_flag(flag, by=by)


def put_back(said: Conversation, *, taken_off_at: datetime) -> None:
    """Undo what `take_down` did at that moment: the words, their place, what they earned."""
    if hasattr(said, "idea"):
        show_idea(said.idea, hidden_at=taken_off_at)
    elif hasattr(said, "comment"):
        show_comment(said.comment, hidden_at=taken_off_at)
