"""Who is a confirmed customer: on the list, at a company's address, or by a colleague's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import credit, revoke
from community.errors import NotAllowed
from community.models import Contribution, Customer, Firm, Member
from community.signals import member_verified

BATCH = 5_000
UPSERT = """
INSERT INTO community_customer
  (email, company, segment, account_owner_email, listed_at)
SELECT listed.*, %s FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS listed
ON CONFLICT (lower(email)) DO UPDATE SET company = excluded.company,
    segment = excluded.segment, account_owner_email = excluded.account_owner_email
"""


@dataclass(frozen=True)
class Listed:
    """One line of a customer list."""

    email: str
    company: str = ""
    segment: str = ""
    account_owner: str = ""


@transaction.atomic
def load_customers(
    lines: Iterable[Listed], *, at: datetime | None = None
) -> tuple[int, int]:
    """Add to or change the customer list, and confirm the members who are on it.

    Loading the same list again changes nothing. Nobody is taken off by a list that
    lacks them. Returns how many lines were read and how many members were confirmed.
    """
    at = at or timezone.now()
    rows = {line.email.lower(): line for line in lines}
    waiting = iter(rows.items())
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, BATCH)):
            cursor.execute(UPSERT, [at, *_columns(batch)])
    return len(rows), sum(verify_by_list(each, at=at) for each in _behind_the_list())


def _columns(rows: Iterable[tuple[str, Listed]]) -> list[list[str]]:
    lines = [
        (email, line.company, line.segment, line.account_owner.lower())
        for email, line in rows
    ]
    return [list(column) for column in zip(*lines, strict=True)]


def _behind_the_list() -> QuerySet[Member]:
    """Members who are on it and not confirmed, or of whom it says something else."""
    listed = Customer.objects.alias(address=Lower("email")).filter(
        address=OuterRef("address")
    )
    as_listed = listed.filter(
        company=OuterRef("company"),
        segment=OuterRef("segment"),
        account_owner_email=OuterRef("owner"),
    )
    proven = EmailAddress.objects.filter(
        user=OuterRef("pk"), verified=True, primary=True
    )
    return (
        Member.objects.present()
        .alias(
            address=Lower("email"),
            owner=Coalesce(Lower("account_owner__email"), Value("")),
        )
        .filter(Exists(listed), Exists(proven))
        .exclude(Exists(as_listed), verified_at__isnull=False)
    )


def verify_by_list(member: Member, *, at: datetime | None = None) -> bool:
    """Confirm a member who is on the list or writes from a company's confirmed domain.

    Call it when the member's address has been confirmed. Returns whether they were
    confirmed by it now.
    """
    email = (member.email or "").lower()
    listed = Customer.objects.at(email).first()
    if listed:
        _take_over(member, listed)
        return verify(member, how=Member.Verified.CUSTOMER_LIST, at=at)
    if email.rpartition("@")[2] in Firm.current().domains:
        return verify(member, how=Member.Verified.COMPANY_DOMAIN, at=at)
    return False


def vouch(member: Member, *, by: Member, at: datetime | None = None) -> bool:
    """A colleague's word that the member is a customer. Raises NotAllowed for others."""
    if not by.is_staff or by.pk == member.pk:
        raise NotAllowed(_("Only a colleague at the firm can vouch, and for others."))
    return verify(member, how=Member.Verified.COLLEAGUE, at=at)


@transaction.atomic
def verify(member: Member, *, how: str, at: datetime | None = None) -> bool:
    """Mark a member as a confirmed customer. The first source stands."""
    at = at or timezone.now()
    is_new = bool(
        Member.objects.filter(pk=member.pk, verified_at=None).update(
            verified_at=at, verified_by=how
        )
    )
    if is_new:
        member.verified_at, member.verified_by = at, how
        _credit_inviter(member, at=at)
        member_verified.send(Member, member=member)
    return is_new


@transaction.atomic
def unverify(member: Member, *, by: Member) -> bool:
    """Take a confirmation back, and whom it was credited to. Returns whether there was one.

    Raises NotAllowed for colleagues without the right.
    """
    if not by.is_superuser:
        raise NotAllowed(_("Only an administrator takes a confirmation back."))
    confirmed = Member.objects.verified().filter(pk=member.pk)
    was_one = bool(confirmed.update(verified_at=None, verified_by=""))
    revoke(Contribution.Kind.BROUGHT, source=f"community.member:{member.pk}")
    member.verified_at, member.verified_by = None, ""
    return was_one


def _take_over(member: Member, listed: Customer) -> None:
    member.company, member.segment = listed.company, listed.segment
    colleagues = Member.objects.filter(is_staff=True)
    member.account_owner = colleagues.at(listed.account_owner_email).first()
    member.save(update_fields=["company", "segment", "account_owner"])


def _credit_inviter(member: Member, *, at: datetime) -> None:
    if member.invited_by and member.invited_by.is_active:
        credit(
            member.invited_by.pk,
            Contribution.Kind.BROUGHT,
            source=f"community.member:{member.pk}",
            given_by=member,
            subject=f"community.member:{member.pk}",
            title=member.name,
            url=member.get_absolute_url(),
            at=at,
        )
