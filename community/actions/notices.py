from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.actions.deliveries import enqueue
from community.actions.unasked import take_slot
from community.models import MailRhythm, Member, Notice, NoticePreference
from community.models.notice import UNASKED, NoticeKind, NoticeQuerySet
from community.once import insert_once
from community.quiet import is_quiet
from community.rhythm import after_quiet, zone_of

Choice = NoticePreference.Choice


@transaction.atomic
def notify(  # noqa: PLR0913 - a notice has this many columns
    member: Member,
    kind: str,
    *,
    title: str,
    url: str,
    effect: str,
    text: str = "",
    thread: str = "",
    by: Member | None = None,
    at: datetime | None = None,
) -> bool:
    """Tell a member something: here, and by mail at once or in the digest, as they chose.

    The same effect is told once, and mailed once. Returns whether it was news. Who has
    left or was suspended hears nothing. `thread` keeps the mails about one thing
    together; the answer to a mail goes to the colleague `by`. Raises HeardEnough and
    WishesNoLetters for a kind that nobody asked for.
    """
    if not member.is_active:
        return False
    at = at or timezone.now()
    if kind in UNASKED and not take_slot(member, effect=effect, by=by, at=at):
        return False
    choice = Choice.OFF if is_quiet() else choices_of(member)[kind]
    notice = insert_once(
        Notice,
        member=member,
        kind=kind,
        title=title[:300],
        text=text[:4000],
        url=url[:300],
        effect=effect,
        created_at=at,
        waits_for_digest=choice == Choice.DIGEST,
        mailed_at=timezone.now() if choice == Choice.AT_ONCE else None,
    )
    if notice and choice == Choice.AT_ONCE:
        _mail(notice, member, title=title, text=text, thread=thread, by=by)
    return notice is not None


def read_notices(member: Member, *, upto: int) -> int:
    """Mark the member's notices up to the key `upto` as read. They wait for no digest."""
    return _read(member, pk__lte=upto)


def read_notice(member: Member, *, pk: int) -> int:
    """Mark one of the member's notices as read; one that is read, or not theirs, is left."""
    return _read(member, pk=pk)


def choices_of(member: Member) -> dict[str, str]:
    """How the member has each kind by mail now."""
    if MailRhythm.objects.filter(member=member, is_off=True).exists():
        return dict.fromkeys(NoticeKind.values, Choice.OFF)
    usual = {kind: NoticePreference.usual(kind) for kind in NoticeKind.values}
    return usual | dict(member.preferences.values_list("kind", "choice"))


def end_of_quiet(member: Member, now: datetime) -> datetime | None:
    """When mail may come to a member who is in their quiet hours; None: at once."""
    rhythm = MailRhythm.objects.filter(member=member).first()
    if rhythm is None:
        return None
    moment = after_quiet(
        now,
        zone=zone_of(member.time_zone),
        begin=rhythm.quiet_from,
        end=rhythm.quiet_until,
    )
    return moment if moment > now else None


@transaction.atomic
def settle(notices: NoticeQuerySet, **changes: Any) -> int:
    """They wait for no digest any more. Rows are held in one order by all who do so."""
    rows = notices.order_by("pk").select_for_update().values_list("pk", flat=True)
    found = Notice.objects.filter(pk__in=list(rows))
    return found.update(waits_for_digest=False, **changes)


def _read(member: Member, **which: int) -> int:
    unread = Notice.objects.unread().filter(member=member, **which)
    return settle(unread, read_at=timezone.now())


def _mail(  # noqa: PLR0913 - a mail has this many parts
    notice: Notice,
    member: Member,
    *,
    title: str,
    text: str,
    thread: str,
    by: Member | None,
) -> None:
    link = f"{settings.BASE_URL}{notice.url}"
    enqueue(
        "mail",
        target=str(member.pk),
        effect=f"notice:{notice.pk}",
        payload={
            "subject": title,
            "text": "\n\n".join(part for part in [title, text, link] if part),
            "scope": notice.kind,
            "thread": thread,
            "answers_to": by.pk if by else None,
        },
        due_at=end_of_quiet(member, timezone.now()),
    )
