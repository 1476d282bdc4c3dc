import secrets
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.forgetting import forget
from community.actions.limits import pass_door
from community.actions.rulings import make_ruling
from community.errors import InvitationSpent, NotAllowed
from community.forgotten import forgotten
from community.models import Invitation, Member, Ruling
from community.signals import desk_left, member_left
from community.slugs import free_slug

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
    """Make a member whose address counts as confirmed (imports, set-up, the demo)."""
    member = Member(
        email=email.lower(),
        name=name,
        slug=details.pop("slug", None) or free_slug(name),
        joined_at=at or timezone.now(),
        **details,
    )
    member.set_unusable_password()
    member.save()
    EmailAddress.objects.create(
        user=member, email=email.lower(), verified=True, primary=True
    )
    return member


def change_profile(member: Member, *, changes: dict[str, Any]) -> Member:
    """Change what a member may change of themselves: name, about, locale, time zone.

    Raises TooOften.
    """
    pass_door("profile", member=member)
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
def leave(member: Member, *, at: datetime | None = None) -> None:
    """Forget who the member is; what they said stays, as said by a former member.

    Personal data, preferences, notices, mails, keys and sign-ins go at once, and their
    name goes from what others were told. Votes stay countable, and what a colleague
    said stays the firm's. Leaving twice is leaving once. Raises NotAllowed for the only
    administrator.
    """
    _hold(member)
    member.refresh_from_db()
    if member.has_left:
        return
    name, addresses = member.name, _addresses(member)
    for field, value in EMPTY.items():
        setattr(member, field, value)
    if member.external_id:
        member.external_id = forgotten(member.external_id)
    member.name = _("Former member")
    member.slug = f"former-{secrets.token_hex(8)}"
    member.left_at = at or timezone.now()
    member.set_unusable_password()
    member.save()
    forget(member, name=name, addresses=addresses)
    member_left.send(Member, member=member)
    if member.is_staff:
        desk_left.send(Member, member=member)


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
