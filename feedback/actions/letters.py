import hashlib
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from community.actions.limits import pass_door
from community.actions.notices import notify
from community.models import Member
from community.models.notice import NoticeKind
from feedback.actions.teams import require_colleague
from feedback.errors import NoWords


@transaction.atomic
def write_letter(
    member: Member, *, by: Member, subject: str, text: str, at: datetime | None = None
) -> bool:
    """A colleague writes to a member by name; the answer goes to the colleague.

    The same letter is sent once; returns whether it was news. Raises NotAllowed, TooOften,
    NoWords, WishesNoLetters for who has not agreed to it, and HeardEnough for who has heard twice
    this month, from whomever.
    """
    require_colleague(by)
    pass_door("letter", member=by)
    subject, text = " ".join(subject.split()), text.strip()
    if not (subject and text):
        raise NoWords(_("A letter needs a subject and words."))
    seal = hashlib.blake2b(f"{subject}\n{text}".encode(), digest_size=12).hexdigest()
    return notify(
        member,
        NoticeKind.LETTER,
        title=_("%(name)s: %(subject)s") % {"name": by.name, "subject": subject},
        text=text,
        url=reverse("community:notices"),
        effect=f"letter:{by.pk}:{seal}",
        by=by,
        at=at,
    )
