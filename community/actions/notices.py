from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.deliveries import enqueue
from community.models import Member, Notice, NoticePreference
from community.once import insert_once
from community.quiet import is_quiet


@transaction.atomic
def notify(  # noqa: PLR0913 - a notice has this many columns
    member: Member,
    kind: str,
    *,
    title: str,
    url: str,
    effect: str,
    text: str = "",
    at: datetime | None = None,
) -> bool:
    """Tell a member something, here and (unless they chose otherwise) by mail.

    The same effect is told once. Returns whether it was news. Who has left or was
    suspended hears nothing.
    """
    if not member.is_active:
        return False
    notice = insert_once(
        Notice,
        member=member,
        kind=kind,
        title=title[:300],
        text=text[:4000],
        url=url[:300],
        effect=effect,
        created_at=at or timezone.now(),
    )
    if notice and not is_quiet() and _wants_mail(member, kind):
        enqueue(
            "mail",
            target=str(member.pk),
            effect=f"notice:{notice.pk}",
            payload={"subject": title, "text": _mail(title, text, url)},
        )
    return notice is not None


def read_notices(member: Member, *, upto: int) -> int:
    """Mark the member's notices up to the key `upto` as read."""
    unread = Notice.objects.unread().filter(member=member, pk__lte=upto)
    return unread.update(read_at=timezone.now())


def choose_notices(member: Member, *, choices: dict[str, str]) -> None:
    """Set how the member wants each kind of notice by mail: {kind: choice}."""
    NoticePreference.objects.bulk_create(
        [NoticePreference(member=member, kind=k, choice=c) for k, c in choices.items()],
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["choice"],
    )


def _wants_mail(member: Member, kind: str) -> bool:
    return not member.preferences.filter(
        kind=kind, choice=NoticePreference.Choice.OFF
    ).exists()


def _mail(title: str, text: str, url: str) -> str:
    link = f"{settings.BASE_URL}{url}"
    foot = _("You choose what reaches you by mail: %(address)s") % {
        "address": f"{settings.BASE_URL}/account/notices/"
    }
    return "\n\n".join(part for part in [title, text, link, "—\n" + foot] if part)
