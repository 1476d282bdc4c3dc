from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.actions.deliveries import enqueue
from community.actions.unasked import take_slot
from community.models import MailRhythm, Member, Notice, NoticePreference
from community.models.notice import UNASKED
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
    choice = Choice.OFF if is_quiet() else choice_of(member, kind)
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


def choice_of(member: Member, kind: str) -> str:
    """How the member has this kind by mail now."""
    if MailRhythm.objects.filter(member=member, is_off=True).exists():
        return Choice.OFF
    chosen = member.preferences.filter(kind=kind).values_list("choice", flat=True)
    return chosen.first() or NoticePreference.usual(kind)


def when_mail_may_come(member: Member, now: datetime) -> datetime:
    """`now`, or the end of the quiet hours that the member is in."""
    rhythm = MailRhythm.objects.filter(member=member).first()
    if rhythm is None:
        return now
    return after_quiet(
        now,
        zone=zone_of(member.time_zone),
        begin=rhythm.quiet_from,
        end=rhythm.quiet_until,
    )


def _read(member: Member, **which: int) -> int:
    unread = Notice.objects.unread().filter(member=member, **which)
    return unread.update(read_at=timezone.now(), waits_for_digest=False)


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
    now = timezone.now()
    due_at = when_mail_may_come(member, now)
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
        due_at=due_at if due_at > now else None,
    )
