from django.db import transaction

from community.actions.flags import uphold_flag
from community.models import Flag, Member
from ideas.actions.comments import hide_comment
from ideas.actions.ideas import hide_idea


@transaction.atomic
def take_down(flag: Flag, *, by: Member) -> None:
    """Uphold a flag, and take what it is about off its page and out of the ledger.

    What was dismissed stays as it is.
    """
    if flag.outcome == Flag.Outcome.DISMISSED:
        return
    said = flag.conversation
    if hasattr(said, "idea"):
        hide_idea(said.idea)
    elif hasattr(said, "comment"):
        hide_comment(said.comment)
    uphold_flag(flag, by=by)
