from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from community.actions.limits import pass_door
from community.models import Conversation, Member
from feedback.actions.intake import bring_in
from feedback.errors import NoWords

SOURCE = "contributions"


@transaction.atomic
def raise_doubt(
    member: Member, *, text: str, at: datetime | None = None
) -> Conversation:
    """Say that something looks wrong in how one's contributions count.

    It is a conversation that only the firm reads: it goes to a team's queue, where a
    named person opens it and can ask back. The same words twice are one. Raises
    NoWords, TooOften.
    """
    text = text.strip()
    if not text:
        raise NoWords(_("Write what looks wrong first."))
    pass_door("flag", member=member)
    words = sha256(text.encode()).hexdigest()[:16]
    conversation, _is_new = bring_in(
        source=SOURCE,
        external_id=f"{member.pk}:{words}",
        kind=Conversation.Kind.TICKET,
        headline=_("How my contributions count"),
        text=text,
        member=member,
        at=at,
    )
    return conversation
