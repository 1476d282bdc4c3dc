from datetime import datetime

from django.utils.translation import gettext as _

from community.errors import HeardEnough, WishesNoLetters
from community.models import Member, Unasked
from community.models.unasked import month_of
from community.once import insert_once


def take_slot(
    member: Member, *, effect: str, at: datetime, by: Member | None = None
) -> bool:
    """Take one of the member's two slots of the month (UTC) for what they did not ask for.

    Call it inside the transaction that says it. The same effect takes one slot; returns
    whether it is news. Raises WishesNoLetters for who has not agreed to be contacted, and
    HeardEnough when both slots are taken, by whomever.
    """
    if not Member.objects.present().filter(pk=member.pk, consents_to_contact=True):
        raise WishesNoLetters(
            _("%(name)s has not agreed to be contacted.") % {"name": member.name}
        )
    said = {"member": member, "effect": effect}
    month = month_of(at)
    for slot in Unasked.SLOTS:
        if insert_once(Unasked, month=month, slot=slot, by=by, said_at=at, **said):
            return True
    if Unasked.objects.filter(**said).exists():
        return False
    raise HeardEnough(
        _("Refused: %(name)s has heard twice this month.") % {"name": member.name}
    )
