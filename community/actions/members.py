import secrets
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.attachments import forget_pictures
from community.actions.forgetting import forget, forget_name
from community.actions.forgetting_names import forget_named
from community.actions.joining import let_in, plain_name
from community.actions.limits import pass_door
from community.actions.rulings import make_ruling
from community.actions.words import take_words
from community.errors import InvitationSpent, NotAllowed
from community.forgotten import forgotten
from community.models import Invitation, Member, Ruling
from community.signals import desk_left, member_left

PROFILE = {"name", "about", "locale", "time_zone"}
EMPTY = {
    "email": None,
    "about": "",
    "company": "",
    "segment": "",
    "account_owner": None,
    "invited_by": None,
    "consents_to_ranking": False,
    "consents_to_contact": False,
    "is_active": False,
    "is_superuser": False,
}


@transaction.atomic
def add_member(
    *, email: str, name: str, at: datetime | None = None, **details: Any
) -> Member:
    """Make a member whose address counts as confirmed (imports, set-up, the demo).

    Raises AddressTaken.
    """
    member = Member(
        email=email.lower(),
        name=name,
        slug=details.pop("slug", None) or "",
        joined_at=at or timezone.now(),
        **details,
    )
    member.set_unusable_password()
    let_in(member)
    EmailAddress.objects.create(
        user=member, email=email.lower(), verified=True, primary=True
    )
    return member


def change_profile(member: Member, *, changes: dict[str, Any]) -> Member:
    """Change what a member may change of themselves: name, about, locale, time zone.

    Raises TooOften, NothingSaid.
    """
    pass_door("profile", member=member)
    if "name" in changes:
        changes = changes | {"name": plain_name(changes["name"])}
    _change(member, {field: changes[field] for field in PROFILE & changes.keys()})
    return member


def consent(
    member: Member, *, to_ranking: bool | None = None, to_contact: bool | None = None
) -> None:
    """Agree or disagree to be counted and to be contacted; at once, as often as liked."""
    said = {"consents_to_ranking": to_ranking, "consents_to_contact": to_contact}
    _change(member, {field: yes for field, yes in said.items() if yes is not None})


def open_invitation(member: Member) -> Invitation:
    """The member's personal link, made when first asked for."""
    return Invitation.objects.get_or_create(
        member=member,
        defaults={
            "token": secrets.token_urlsafe(16),
            "created_at": timezone.now(),
        },
    )[0]


def find_invitation(token: str) -> Invitation:
    """The open invitation behind a link. Raises InvitationSpent."""
    found = Invitation.objects.filter(token=token, member__is_active=True).first()
    if found is None:
        raise InvitationSpent(
            _("This invitation is no longer open. You can join without one.")
        )
    return found


@transaction.atomic
def suspend(member: Member, *, by: Member, reason: str) -> bool:
    """Take away signing in and posting; what they said stays. Returns whether it was new.

    The reason stands in the public log, without their name, and they can appeal.
    Raises NotAllowed for colleagues without the right, and for oneself; NoReason.
    """
    _require_administrator(by, other=member)
    present = Member.objects.present().filter(pk=member.pk)
    if not present.update(is_active=False):
        return False
    make_ruling(Ruling.Kind.SUSPENDED, by=by, reason=reason, member=member)
    return True


@transaction.atomic
def restore(member: Member, *, by: Member, reason: str) -> bool:
    """End a suspension; who has left stays away. Returns whether it was one."""
    _require_administrator(by, other=member)
    suspended = Member.objects.filter(pk=member.pk, left_at=None, is_active=False)
    if not suspended.update(is_active=True):
        return False
    make_ruling(Ruling.Kind.READMITTED, by=by, reason=reason, member=member)
    return True


@transaction.atomic
def leave(
    member: Member,
    *,
    words: str = Member.Words.ANONYMOUS,
    at: datetime | None = None,
) -> None:
    """Forget who the member is; what becomes of what they said, `words` says.

    ANONYMOUS: it stays, as said by a former member; their name goes from what others
    were told, and their pictures go. NAMED: it stays under their name. TAKEN: it goes,
    without a trace of the words; its place, the votes and what others replied stay.

    Personal data, preferences, notices, mails, keys and sign-ins go at once. Votes stay
    countable. Leaving twice is leaving once. Raises NotAllowed for the only
    administrator, and for colleagues who would take along what is the firm's.
    """
    _hold(member)
    member.refresh_from_db()
    if member.has_left:
        return
    _refuse_what_is_the_firm_s(member, words)
    name, slug, page = member.name, member.slug, member.get_absolute_url()
    addresses, keeps_name = _addresses(member), words == Member.Words.NAMED
    if words == Member.Words.TAKEN:
        take_words(member, addresses=addresses)
    _become_a_tombstone(member, keeps_name=keeps_name, at=at or timezone.now())
    forget(member, addresses=addresses, page=page)
    if not keeps_name:
        forget_named(member, slug=slug)
        forget_name(member, name=name)
        forget_pictures(member)
    member_left.send(Member, member=member, slug=slug, keeps_name=keeps_name)
    if member.is_staff:
        desk_left.send(Member, member=member)


def _become_a_tombstone(member: Member, *, keeps_name: bool, at: datetime) -> None:
    for field, value in EMPTY.items():
        setattr(member, field, value)
    if member.external_id:
        member.external_id = forgotten(member.external_id)
    if not keeps_name:
        member.name = _("Former member")
    member.slug = f"former-{secrets.token_hex(8)}"
    member.left_at = at
    member.set_unusable_password()
    member.save()


def _refuse_what_is_the_firm_s(member: Member, words: str) -> None:
    if words == Member.Words.TAKEN and member.is_staff:
        raise NotAllowed(
            _("What you said for the firm is the firm’s: it stays when you leave.")
        )


def _addresses(member: Member) -> set[str]:
    known = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    return {each for each in [*known, member.email] if each}


def _change(member: Member, changes: dict[str, Any]) -> None:
    """The row decides: who left meanwhile gets nothing back."""
    for field, value in changes.items():
        setattr(member, field, value)
    Member.objects.filter(pk=member.pk, left_at=None).update(**changes)


def _hold(member: Member) -> None:
    """Keep the row, and those of all administrators if it is one of them."""
    kept = Q(pk=member.pk)
    if member.is_superuser:
        kept |= Q(is_superuser=True, is_active=True)
    rows = Member.objects.filter(kept).select_for_update().order_by("pk")
    if [row.pk for row in rows if row.is_superuser] == [member.pk]:
        raise NotAllowed(
            _(
                "You are the only administrator: without one nobody could look after "
                "this place."
            )
        )


def _require_administrator(by: Member, *, other: Member) -> None:
    if not by.is_superuser or by.pk == other.pk:
        raise NotAllowed(_("Only an administrator can suspend, and only others."))
