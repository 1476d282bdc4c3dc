from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.actions.deliveries import enqueue
from community.actions.limits import pass_door
from community.errors import AlreadyAnswered, NoReason, NotAllowed
from community.models import Conversation, Member, Ruling
from community.signals import ruling_overturned


@transaction.atomic
def make_ruling(  # noqa: PLR0913 - what a line of the log says
    kind: str,
    *,
    by: Member,
    reason: str,
    member: Member | None = None,
    conversation: Conversation | None = None,
    at: datetime | None = None,
) -> Ruling:
    """Write into the public log what was done and why, and tell whom it is about.

    They get a link by which they can appeal without signing in. Raises NoReason.
    """
    if not reason.strip():
        raise NoReason(_("Say why in a sentence: it stands in the public log."))
    ruling = Ruling.objects.create(
        kind=kind,
        by=by,
        reason=reason.strip()[:300],
        member=member,
        conversation=conversation,
        made_at=at or timezone.now(),
    )
    if member is not None and kind != Ruling.Kind.KEPT:
        _tell(member, ruling, effect=f"ruling:{ruling.pk}", words=reason)
    return ruling


def appeal_ruling(ruling: Ruling, *, words: str, at: datetime | None = None) -> Ruling:
    """Say what a ruling misses. Once; raises AlreadyAnswered, NoReason, TooOften."""
    pass_door("appeal", key=str(ruling.pk))
    if not words.strip():
        raise NoReason(_("Say in a sentence what it misses."))
    open_ones = Ruling.objects.filter(pk=ruling.pk, appealed_at=None)
    if not ruling.may_be_appealed or not open_ones.update(
        appeal=words.strip(), appealed_at=at or timezone.now()
    ):
        raise AlreadyAnswered(_("Your appeal is here already; a person looks at it."))
    ruling.refresh_from_db()
    return ruling


@transaction.atomic
def answer_appeal(
    ruling: Ruling,
    *,
    by: Member,
    is_overturned: bool,
    words: str,
    at: datetime | None = None,
) -> Ruling:
    """Let a ruling stand or take it back, in words; what was taken off is put back.

    Raises NotAllowed for who made it, while another administrator could judge;
    NoReason, AlreadyAnswered.
    """
    _require_another(ruling, by)
    if not words.strip():
        raise NoReason(_("Say why in a sentence: it stands in the public log."))
    waiting = Ruling.objects.waiting().filter(pk=ruling.pk)
    if not waiting.update(
        is_overturned=is_overturned,
        answer=words.strip()[:300],
        answered_by=by,
        answered_at=at or timezone.now(),
    ):
        raise AlreadyAnswered(_("No appeal waits for an answer here."))
    ruling.refresh_from_db()
    if is_overturned:
        _take_back(ruling)
    if ruling.member is not None:
        effect = f"ruling-answered:{ruling.pk}"
        _tell(ruling.member, ruling, effect=effect, words=words)
    return ruling


def _take_back(ruling: Ruling) -> None:
    if ruling.kind == Ruling.Kind.SUSPENDED and not ruling.is_superseded():
        suspended = Member.objects.filter(pk=ruling.member_id, left_at=None)
        suspended.update(is_active=True)
    ruling_overturned.send(Ruling, ruling=ruling)


def _require_another(ruling: Ruling, by: Member) -> None:
    if ruling.member_id == by.pk:
        raise NotAllowed(_("This is about you: let somebody else judge the appeal."))
    judges = Member.objects.present().filter(is_superuser=True)
    others = judges.exclude(pk__in=[by.pk, ruling.member_id or by.pk])
    if ruling.by_id == by.pk and others.exists():
        raise NotAllowed(_("You made this ruling: let somebody else judge the appeal."))


def _tell(member: Member, ruling: Ruling, *, effect: str, words: str) -> None:
    """By mail, also who cannot sign in any more."""
    with override(member.locale):
        link = f"{settings.BASE_URL}{ruling.get_absolute_url()}"
        about = ruling.conversation.headline if ruling.conversation else ""
        parts = [ruling.to_them, f"“{about}”" if about else "", words.strip(), link]
        if ruling.may_be_appealed:
            parts.insert(
                3, _("If that is wrong, say so here, and it is looked at again:")
            )
        subject = ruling.to_them
    enqueue(
        "mail",
        target=str(member.pk),
        effect=effect,
        payload={
            "subject": subject,
            "text": "\n\n".join(part for part in parts if part),
            "also_suspended": True,
        },
    )
