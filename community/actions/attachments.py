"""Pictures: taken in, put into what is posted, let loose again, and at last removed."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.limits import pass_door
from community.errors import BadPicture, ForeignPicture, NotAllowed
from community.models import Attachment, Conversation, Draft, Member
from community.models.attachment import LONGEST_ALT
from community.pictures import made_anew, names_in

A_DAY, HELD_FOR = timedelta(days=1), timedelta(days=90)
MOST = 10  # in one post or comment


def take_picture(
    file: BinaryIO, *, by: Member, alt: str = "", at: datetime | None = None
) -> Attachment:
    """Make the picture anew and keep it for whom it is of, to be posted within a day.

    Raises BadPicture, NotAllowed for who may not post, TooOften.
    """
    if not by.is_active:
        raise NotAllowed(_("This account cannot post at the moment."))
    pass_door("picture", member=by)
    picture = made_anew(file)
    name = f"{secrets.token_hex(16)}-{picture.width}x{picture.height}"
    at = at or timezone.now()
    with transaction.atomic():
        here = Member.objects.present().filter(pk=by.pk)
        if not here.select_for_update(no_key=True).exists():
            raise NotAllowed(_("This account cannot post at the moment."))
        return Attachment.objects.create(
            member=by,
            name=name,
            file=ContentFile(picture.data, name),
            width=picture.width,
            height=picture.height,
            bytes=len(picture.data),
            sha256=hashlib.sha256(picture.data).hexdigest(),
            alt=" ".join(alt.replace("[", "(").replace("]", ")").split())[:LONGEST_ALT],
            uploaded_at=at,
            loose_since=at,
        )


def attach_pictures(conversation: Conversation, *, by: Member | None) -> None:
    """Make the pictures that stand in its words its own, and let go of any other.

    Inside the transaction that changed the words. Raises ForeignPicture for one that is
    not its author's or stands elsewhere, BadPicture for more than ten.
    """
    named = names_in(conversation.text)
    if len(named) > MOST:
        raise BadPicture(_("At most ten pictures stand in one text."))
    let_loose(conversation, but=set(named))
    if not named:
        return
    theirs = Attachment.objects.filter(name__in=named, member=by).select_for_update()
    found = [row for row in theirs if row.conversation_id in {None, conversation.pk}]
    if len(found) < len(named):
        raise ForeignPicture(
            _(
                "A picture in it is not yours, is gone, or stands elsewhere: add it anew."
            )
        )
    for row in found:
        row.conversation, row.loose_since = conversation, None
        row.alt = named[row.name][:LONGEST_ALT]
    Attachment.objects.bulk_update(found, ["conversation", "loose_since", "alt"])


def hold_pictures(text: str, *, of: Member) -> None:
    """Keep the pictures in words that wait to be looked at, for three months."""
    theirs = Attachment.objects.loose().filter(name__in=names_in(text), member=of)
    theirs.update(loose_since=timezone.now() + HELD_FOR)


def let_loose(conversation: Conversation, *, but: set[str]) -> None:
    """What no longer stands in its words is seen by nobody else, and soon removed."""
    gone = conversation.attachments.exclude(name__in=but)
    gone.update(conversation=None, loose_since=timezone.now())


def forget_pictures(member: Member) -> None:
    """Nobody sees a picture of who left from now on; the files go after the commit, or
    with the next cleaning."""
    long_ago = timezone.now() - 2 * A_DAY
    member.attachments.update(conversation=None, loose_since=long_ago, alt="")
    transaction.on_commit(partial(remove_loose_pictures, of=member), robust=True)


def remove_loose_pictures(*, of: Member | None = None) -> int:
    """Remove what has been loose for a day, its file first, unless a draft holds it.

    Cut short, it goes on the next time. Returns how many went.
    """
    old = Attachment.objects.loose().filter(loose_since__lt=timezone.now() - A_DAY)
    if of is not None:
        old = old.filter(member=of)
    removed = 0
    for row in old.order_by("loose_since").iterator(chunk_size=100):
        removed += _remove(row)
    return removed


def _remove(row: Attachment) -> int:
    """One at a time and locked, so that it is not posted meanwhile."""
    drafts = Draft.objects.filter(member=row.member_id)
    if drafts.filter(words__icontains=row.name).exists():
        return 0
    with transaction.atomic():
        rows = Attachment.objects.loose().filter(pk=row.pk)
        if not rows.select_for_update(skip_locked=True).exists():
            return 0
        row.file.storage.delete(str(row.file.name))
        rows.delete()
        return 1
