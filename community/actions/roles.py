"""What somebody is to the firm: a customer, a partner, a colleague, an administrator."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions.api_keys import revoke_api_keys_of
from community.errors import NotAllowed
from community.models import Member
from community.signals import desk_left


class Role(models.TextChoices):
    CUSTOMER = "customer", gettext_lazy("customer")
    PARTNER = "partner", gettext_lazy("partner")
    COLLEAGUE = "colleague", gettext_lazy("colleague")
    ADMINISTRATOR = "administrator", gettext_lazy("administrator")


@transaction.atomic
def give_role(member: Member, role: Role, *, by: Member) -> bool:
    """Make somebody this to the firm. Returns whether they were something else.

    A colleague works at the desk once they have a second factor; who is one no longer
    leaves its teams, and their API keys end. Raises NotAllowed for who is no administrator, for oneself and for
    who has left or is suspended.
    """
    found = _hold(member, by)
    if by.pk == member.pk or not (by.pk in found and found[by.pk].is_superuser):
        raise NotAllowed(
            _("Only an administrator says who works here, and only of others.")
        )
    if not found[member.pk].is_active:
        raise NotAllowed(_("%(name)s has no open account.") % {"name": member.name})
    was_colleague = found[member.pk].is_staff
    changes = {
        "is_partner": role == Role.PARTNER,
        "is_staff": role in {Role.COLLEAGUE, Role.ADMINISTRATOR},
        "is_superuser": role == Role.ADMINISTRATOR,
    }
    others = Member.objects.filter(pk=member.pk).exclude(**changes)
    is_new = bool(others.update(**changes))
    for field, value in changes.items():
        setattr(member, field, value)
    if was_colleague and not member.is_staff:
        revoke_api_keys_of(member)
        desk_left.send(Member, member=member)
    return is_new


def _hold(member: Member, by: Member) -> dict[int, Member]:
    """As they are now, so that two administrators cannot send each other away."""
    rows = Member.objects.filter(Q(pk=member.pk) | Q(pk=by.pk))
    return {row.pk: row for row in rows.select_for_update().order_by("pk")}
