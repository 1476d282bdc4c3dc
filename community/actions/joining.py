from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.errors import AddressTaken, NothingSaid
from community.models import Member
from community.plain import plain_line
from community.slugs import free_slug, lettered_slug


def let_in(member: Member) -> Member:
    """Write a new member, with an address of their page that nobody has.

    Whoever takes the same name in the same moment gets letters behind it. Raises
    AddressTaken where another member has the e-mail address, be it since a moment ago;
    NothingSaid for a name of which nothing shows.
    """
    member.name = plain_name(member.name)
    member.slug = member.slug or free_slug(member.name)
    try:
        _write(member)
    except IntegrityError as clash:
        if "slug" not in _broken_by(clash):
            raise
        member.slug = lettered_slug(member.name)
        _write(member)
    return member


def plain_name(name: str) -> str:
    """A name as others will read it, on one line. Raises NothingSaid."""
    if not (shown := plain_line(name)):
        raise NothingSaid(_("A name needs something that others can see."))
    return shown


def _write(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as clash:
        if _broken_by(clash) != "one_member_per_address":
            raise
        raise AddressTaken(_("Somebody here has this address already.")) from clash


def _broken_by(clash: IntegrityError) -> str:
    """The name of the constraint that refused the row."""
    diagnosis = getattr(clash.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
