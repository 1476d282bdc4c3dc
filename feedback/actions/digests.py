"""The daily digest by mail: short, only where there is something to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.actions.deliveries import enqueue
from community.actions.notices import end_of_quiet
from community.models import Standing
from feedback.excerpts import clip
from feedback.models import Handoff, Insight, Team, TeamMember

MORNING = 7
SHOWN = 5
LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Morning:
    """What a team wakes up to."""

    unread: Sequence[Handoff]
    due: Sequence[Handoff]
    from_the_half_percent: Sequence[Handoff]
    learned: Sequence[Insight]

    @property
    def is_empty(self) -> bool:
        return not (self.unread or self.learned)


def write_digests(*, now: datetime | None = None) -> int:
    """Write the mail of every colleague whose morning it is; returns how many.

    At most one per team, colleague and (their) day, however often it is called.
    """
    now = now or timezone.now()
    people = (
        TeamMember.objects.filter(
            wants_digest=True, member__is_active=True, member__is_staff=True
        )
        .select_related("team", "member")
        .order_by("team_id", "pk")
    )
    awake = [person for person in people if _local(person, now).hour >= MORNING]
    mornings = {team: _morning(team, now) for team in {one.team for one in awake}}
    return sum(_write(person, mornings[person.team], now=now) for person in awake)


def _morning(team: Team, now: datetime) -> Morning:
    queue = list(Handoff.objects.waiting().filter(team=team).for_queue())
    queue = [handoff for handoff in queue if not handoff.conversation.is_hidden]
    carried = set(
        Standing.objects.current().half_percent().values_list("member_id", flat=True)
    )
    learned = Insight.objects.filter(
        team=team, written_at__gt=now - LATELY, written_at__lte=now
    )
    return Morning(
        unread=queue,
        due=[one for one in queue if one.due_at <= now + LATELY],
        from_the_half_percent=[
            one
            for one in queue
            if one.conversation.member_id in carried and one.created_at > now - LATELY
        ],
        learned=list(learned.select_related("by").order_by("-written_at")),
    )


def _write(person: TeamMember, morning: Morning, *, now: datetime) -> bool:
    if morning.is_empty:
        return False
    day = _local(person, now).date()
    written = enqueue(
        "mail",
        target=str(person.member_id),
        effect=f"digest:{person.team_id}:{person.member_id}:{day}",
        payload={
            "subject": _subject(person.team, morning),
            "text": _text(person, morning),
            "scope": "teams",
        },
        due_at=end_of_quiet(person.member, now),
    )
    return written is not None


def _subject(team: Team, morning: Morning) -> str:
    count = len(morning.unread)
    if not count:
        return _("%(team)s: what was learned yesterday") % {"team": team.name}
    return ngettext(
        "%(team)s: %(count)d conversation waits to be read",
        "%(team)s: %(count)d conversations wait to be read",
        count,
    ) % {"team": team.name, "count": count}


def _text(person: TeamMember, morning: Morning) -> str:
    parts = [
        _("Good morning %(name)s,") % {"name": person.member.name.split()[0]},
        _section(_("Promised for today, or overdue"), morning.due),
        _section(
            _("New from the people who carry your product"),
            morning.from_the_half_percent,
        ),
        _section(_("Waiting to be read"), morning.unread),
        _lessons(morning.learned),
        _("Your queue: %(address)s") % {"address": f"{settings.BASE_URL}/desk/"},
    ]
    return "\n\n".join(part for part in parts if part)


def _section(title: str, handoffs: Sequence[Handoff]) -> str:
    if not handoffs:
        return ""
    lines = [title, *(_line(handoff) for handoff in handoffs[:SHOWN])]
    if len(handoffs) > SHOWN:
        lines.append("  " + _("and %(count)d more") % {"count": len(handoffs) - SHOWN})
    return "\n".join(lines)


def _line(handoff: Handoff) -> str:
    words = {
        "words": clip(handoff.conversation.headline, 80),
        "name": handoff.conversation.author_name or _("somebody outside"),
        "reason": handoff.reason,
    }
    return "  " + _("“%(words)s” %(name)s; %(reason)s") % words


def _lessons(insights: Sequence[Insight]) -> str:
    if not insights:
        return ""
    lines = [
        "  " + _("%(sentence)s (%(name)s)") % {"sentence": one.sentence, "name": one.by}
        for one in insights[:SHOWN]
    ]
    return "\n".join([_("Learned since yesterday"), *lines])


def _local(person: TeamMember, now: datetime) -> datetime:
    try:
        return now.astimezone(ZoneInfo(person.member.time_zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now
