"""The digest by mail: what happened with what you said, once a morning at most."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, takewhile

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from community.actions.deliveries import enqueue
from community.actions.notices import Choice, choices_of, end_of_quiet, settle
from community.models import MailRhythm, Member, Notice
from community.rhythm import last_morning, zone_of
from community.subscriptions import DIGEST

log = logging.getLogger(__name__)

A_TURN = 40.0  # seconds; the next turn goes on with the others
SHOWN = 20

DAILY = Q(mail_rhythm=None) | Q(
    mail_rhythm__digest=MailRhythm.Digest.DAILY, mail_rhythm__is_off=False
)
WEEKLY = Q(mail_rhythm__digest=MailRhythm.Digest.WEEKLY, mail_rhythm__is_off=False)


def write_notice_digests(*, now: datetime | None = None) -> int:
    """Write the digest of every member for whom something waits from before their
    morning (8:00 in their zone, daily or of a Monday); returns how many.

    One a member and day at most, and no notice in two mails, however often and by
    however many it is called at once. One that fails stops no other.
    """
    now = now or timezone.now()
    ends_at = time.monotonic() + A_TURN
    in_time = takewhile(lambda _: time.monotonic() < ends_at, _awake(now))
    return sum(_attempt(member, now) for member in in_time)


def _awake(now: datetime) -> Iterator[int]:
    """By morning: zones whose clocks agree are asked for together."""
    mornings = defaultdict[tuple[datetime, bool], list[str]](list)
    waiting = Notice.objects.waiting()
    zones = waiting.order_by().values_list("member__time_zone", flat=True).distinct()
    for name in zones:
        for is_weekly in (False, True):
            morning = last_morning(now, zone=zone_of(name), is_weekly=is_weekly)
            mornings[morning, is_weekly].append(name)
    for (morning, is_weekly), names in sorted(mornings.items()):
        due = waiting.filter(member=OuterRef("pk"), created_at__lt=morning)
        who = Member.objects.present().filter(WEEKLY if is_weekly else DAILY)
        awake = who.filter(Exists(due), time_zone__in=names)
        yield from list(awake.order_by("pk").values_list("pk", flat=True))


def _attempt(key: int, now: datetime) -> bool:
    try:
        return _write(Member.objects.get(pk=key), now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("The digest of member %s failed", key)
        return False


@transaction.atomic
def _write(member: Member, now: datetime) -> bool:
    """Whoever holds the rows writes; who comes second finds none that wait."""
    waiting = Notice.objects.waiting().filter(member=member)
    rows = list(waiting.order_by("pk").select_for_update())
    choices = choices_of(member)
    notices = [each for each in rows if choices[each.kind] != Choice.OFF]
    _settle([each for each in rows if choices[each.kind] == Choice.OFF])
    if not notices:
        return False
    day = now.astimezone(zone_of(member.time_zone)).date()
    with override(member.locale):
        payload = _payload(notices)
    written = enqueue(
        "mail",
        target=str(member.pk),
        effect=f"notices:{member.pk}:{day}",
        payload=payload,
        due_at=end_of_quiet(member, now),
    )
    if written is None:
        return False  # they had today's; what came since waits for the next
    _settle(notices, mailed_at=now)
    return True


def _settle(notices: Sequence[Notice], **changes: datetime) -> None:
    """These, and none that was written since."""
    settle(Notice.objects.filter(pk__in=[each.pk for each in notices]), **changes)


def _payload(notices: Sequence[Notice]) -> dict[str, str]:
    by_kind = sorted(notices[:SHOWN], key=lambda each: (each.kind, each.pk))
    parts = [
        _section(str(label), list(some))
        for label, some in groupby(by_kind, lambda each: each.get_kind_display())
    ]
    if len(notices) > SHOWN:
        parts.append(_("and %(count)d more") % {"count": len(notices) - SHOWN})
    page = settings.BASE_URL + reverse("community:notices")
    parts.append(_("All of it: %(address)s") % {"address": page})
    return {
        "subject": _subject(notices),
        "text": "\n\n".join(parts),
        "scope": DIGEST,
    }


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return notices[0].title
    return ngettext(
        "%(count)d thing happened with what you said or follow",
        "%(count)d things happened with what you said or follow",
        len(notices),
    ) % {"count": len(notices)}


def _section(title: str, notices: Sequence[Notice]) -> str:
    """A title at the start of its line, where a name that goes is looked for."""
    lines = [f"{each.title}\n{settings.BASE_URL}{each.url}" for each in notices]
    return "\n\n".join([f"{title}:", *lines])
