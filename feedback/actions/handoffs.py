from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.conversations import advance, expect
from community.models import Conversation, Member, Stage
from feedback.actions.announcements import announce, endpoints_for
from feedback.actions.routing import hand_to, last_resort
from feedback.actions.teams import leads, require_colleague
from feedback.errors import AlreadyClosed, AlreadyTaken, NoTeam, NoWords
from feedback.models import Endpoint, Handoff, Team
from feedback.webhooks import about_handoff

Outcome = Handoff.Outcome


@transaction.atomic
def open_handoff(
    handoff: Handoff, *, by: Member, at: datetime | None = None
) -> Handoff:
    """Read it: the first colleague who opens it is the named person who read it.

    Opening again, or opening what is closed, changes nothing.
    """
    require_colleague(by)
    if handoff.read_at:
        return handoff
    hold(handoff)
    at = at or timezone.now()
    read_at = max(at, handoff.created_at)
    waiting = Handoff.objects.waiting().filter(pk=handoff.pk)
    if waiting.update(read_by=by, read_at=read_at):
        handoff.read_by, handoff.read_at = by, read_at
        _read(handoff, by=by, at=at)
    else:
        handoff.refresh_from_db(fields=["read_by", "read_at"])
    return handoff


@transaction.atomic
def take(handoff: Handoff, *, by: Member, at: datetime | None = None) -> Handoff:
    """Say that you look after it. Raises AlreadyTaken, AlreadyClosed."""
    open_handoff(handoff, by=by, at=at)
    free = Handoff.objects.open().filter(pk=handoff.pk, taken_by=None)
    taken = free.update(taken_by=by, taken_at=at or timezone.now())
    handoff.refresh_from_db()
    if not taken:
        _require_open(handoff)
        if handoff.taken_by_id != by.pk:
            raise AlreadyTaken(
                _("%(name)s has taken it already.") % {"name": handoff.taken_by}
            )
    return handoff


def release(handoff: Handoff, *, by: Member) -> Handoff:
    """Put it back for anybody in the team; releasing what is free changes nothing.

    Raises AlreadyTaken for who neither took it nor leads the team.
    """
    require_colleague(by)
    holder = Member.objects.filter(taken_handoffs=handoff).first()
    if holder and holder.pk != by.pk and not leads(by, handoff.team):
        raise AlreadyTaken(
            _("%(name)s holds it: only they or who leads the team can put it back.")
            % {"name": holder}
        )
    held = Handoff.objects.open().filter(pk=handoff.pk, taken_by=holder)
    held.update(taken_by=None, taken_at=None)
    handoff.refresh_from_db()
    return handoff


@transaction.atomic
def return_handoff(
    handoff: Handoff,
    *,
    by: Member,
    reason: str,
    to: Team | None = None,
    at: datetime | None = None,
) -> Handoff:
    """Give it back because it belongs elsewhere; returns the hand-off that follows.

    It goes to `to`, else to the team of last resort. Raises NoWords without a reason,
    NoTeam where it would come back to the same team, AlreadyClosed.
    """
    if not reason.strip():
        raise NoWords(_("Say in a sentence why it belongs elsewhere."))
    team = to or last_resort()
    if team is None or team.pk == handoff.team_id:
        raise NoTeam(_("Choose the team that it belongs to."))
    hold(handoff)
    handoff.refresh_from_db(fields=["closed_at", "outcome"])
    if handoff.outcome == Outcome.RETURNED:
        return _followed_by(handoff, team)
    open_handoff(handoff, by=by, at=at)
    _close(handoff, by=by, outcome=Outcome.RETURNED, note=reason.strip(), at=at)
    words = {"team": handoff.team.name, "reason": reason.strip()}
    why = _("returned by %(team)s: %(reason)s") % words
    return hand_to(team, handoff.conversation, reason=why, at=at)


@transaction.atomic
def note_handoff(
    handoff: Handoff, *, by: Member, note: str = "", at: datetime | None = None
) -> Handoff:
    """Close it: read, and nothing new in it. Raises AlreadyClosed."""
    hold(handoff)
    open_handoff(handoff, by=by, at=at)
    _close(handoff, by=by, outcome=Outcome.NOTED, note=note.strip(), at=at)
    expect(handoff.conversation, waits_for="")
    return handoff


@transaction.atomic
def reopen_handoff(handoff: Handoff, *, by: Member) -> Handoff:
    """Undo a close: back into the queue it was in.

    What it was returned to forgets it, unless somebody there has read it: then
    AlreadyClosed. Reopening what is open changes nothing.
    """
    require_colleague(by)
    hold(handoff)
    others = Handoff.objects.open().filter(conversation=handoff.conversation_id)
    others = others.exclude(pk=handoff.pk).select_related("team")
    others.filter(read_at=None).delete()
    if standing := others.first():
        raise AlreadyClosed(
            _("It is with the %(team)s team now; they can return it.")
            % {"team": standing.team.name}
        )
    Handoff.objects.filter(pk=handoff.pk).update(
        outcome="", closing_note="", closed_by=None, closed_at=None
    )
    handoff.refresh_from_db()
    waits_for = _("the %(team)s team") % {"team": handoff.team.name}
    expect(handoff.conversation, waits_for=waits_for)
    return handoff


def hold(handoff: Handoff) -> None:
    """Until commit nobody else moves the conversation. Whoever touches both locks it
    before its hand-off, as deciding and learning do."""
    rows = Conversation.objects.select_for_update().filter(pk=handoff.conversation_id)
    rows.order_by().values_list("pk").first()


def close_handoffs(
    conversation: Conversation,
    *,
    by: Member,
    outcome: Handoff.Outcome,
    at: datetime | None = None,
) -> None:
    """Close whatever hand-off of the conversation is open, read by `by` if by nobody."""
    for handoff in Handoff.objects.open().filter(conversation=conversation):
        handoff.conversation = conversation
        open_handoff(handoff, by=by, at=at)
        _close(handoff, by=by, outcome=outcome, note="", at=at)


@transaction.atomic
def read_by_name(
    conversation: Conversation, *, by: Member, at: datetime | None = None
) -> None:
    """Whoever decides on it has read it: in a queue if it stands in one."""
    handoff = Handoff.objects.open().filter(conversation=conversation).first()
    if handoff:
        handoff.conversation = conversation
        open_handoff(handoff, by=by, at=at)
    if conversation.read_at is None:
        advance(conversation, Stage.Name.READ, by=by, at=at)


def _read(handoff: Handoff, *, by: Member, at: datetime) -> None:
    note = handoff.team.name
    advance(handoff.conversation, Stage.Name.READ, by=by, note=note, at=at)
    if to := endpoints_for(Endpoint.Event.READ, team=handoff.team):
        announce(
            Endpoint.Event.READ,
            to=to,
            about=f"handoff:{handoff.pk}",
            data=about_handoff(handoff),
            at=at,
        )


def _followed_by(handoff: Handoff, team: Team) -> Handoff:
    """What a return led to. Raises AlreadyClosed where that was another team."""
    later = Handoff.objects.filter(
        conversation=handoff.conversation_id, pk__gt=handoff.pk
    )
    next_one = later.order_by("pk").first()
    if next_one is None or next_one.team_id != team.pk:
        _require_open(handoff)
    return next_one or handoff


def _close(
    handoff: Handoff, *, by: Member, outcome: str, note: str, at: datetime | None
) -> None:
    closing = {
        "outcome": outcome,
        "closing_note": note[:300],
        "closed_by": by,
        "closed_at": at or timezone.now(),
    }
    if Handoff.objects.open().filter(pk=handoff.pk).update(**closing):
        for field, value in closing.items():
            setattr(handoff, field, value)
        return
    handoff.refresh_from_db()
    if handoff.outcome != outcome:
        _require_open(handoff)


def _require_open(handoff: Handoff) -> None:
    if handoff.closed_at:
        raise AlreadyClosed(
            _("It was closed already: %(outcome)s.")
            % {"outcome": handoff.get_outcome_display()}
        )
