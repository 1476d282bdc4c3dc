import secrets
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import InvitationSpent, NotAllowed
from community.forgotten import forgotten
from community.models import Contribution, Invitation, Member
from community.signals import member_left
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
    "is_staff": False,
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
    """Change what a member may change of themselves: name, about, locale, time zone."""
    for field in PROFILE & changes.keys():
        setattr(member, field, changes[field])
    member.save(update_fields=sorted(PROFILE & changes.keys()))
    return member


def consent(
    member: Member, *, to_ranking: bool | None = None, to_contact: bool | None = None
) -> None:
    """Agree or disagree to be counted and to be contacted; at once, as often as liked."""
    if to_ranking is not None:
        member.consents_to_ranking = to_ranking
    if to_contact is not None:
        member.consents_to_contact = to_contact
    member.save(update_fields=["consents_to_ranking", "consents_to_contact"])


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


def suspend(member: Member, *, by: Member) -> bool:
    """Take away signing in and posting; what they said stays. Returns whether it was new.

    Raises NotAllowed for colleagues without the right, and for oneself.
    """
    _require_administrator(by, other=member)
    return bool(Member.objects.present().filter(pk=member.pk).update(is_active=False))


def restore(member: Member, *, by: Member) -> bool:
    """End a suspension; who has left stays away. Returns whether it was one."""
    _require_administrator(by, other=member)
    suspended = Member.objects.filter(pk=member.pk, left_at=None, is_active=False)
    return bool(suspended.update(is_active=True))


@transaction.atomic
def leave(member: Member, *, at: datetime | None = None) -> None:
    """Forget who the member is; what they said stays, as said by a former member.

    Personal data, preferences, notices, keys and sign-ins go at once. Votes stay
    countable. Leaving twice is leaving once.
    """
    if member.has_left:
        return
    for field, value in EMPTY.items():
        setattr(member, field, value)
    if member.external_id:
        member.external_id = forgotten(member.external_id)
    member.name = _("Former member")
    member.slug = f"former-{secrets.token_hex(8)}"
    member.left_at = at or timezone.now()
    member.set_unusable_password()
    member.save()
    _forget(member)
    member_left.send(Member, member=member)


def end_sessions(member: Member) -> None:
    """Sign the member out everywhere, at once."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(member.pk):
            session.delete()


def _require_administrator(by: Member, *, other: Member) -> None:
    if not by.is_superuser or by.pk == other.pk:
        raise NotAllowed(_("Only an administrator can suspend, and only others."))


def _forget(member: Member) -> None:
    EmailAddress.objects.filter(user=member).delete()
    for rows in (member.notices, member.preferences, member.api_keys, member.standings):
        rows.all().delete()
    Invitation.objects.filter(member=member).delete()
    member.groups.clear()
    Contribution.objects.live().filter(
        kind=Contribution.Kind.BROUGHT, given_by=member
    ).update(revoked_at=timezone.now())
    Authenticator.objects.filter(user_id=member.pk).delete()
    end_sessions(member)
