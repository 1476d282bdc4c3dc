"""The channels that the community itself delivers through."""

from community.mailing import is_wanted, message_for
from community.models import Delivery, Member
from community.outcome import Outcome


def send_mail(delivery: Delivery) -> Outcome:
    """Mail `payload` {subject, text, html?, scope?, thread?} to the member whose key is
    the target.

    Who has left gets nothing, who is suspended what says `also_suspended`, and nobody
    what they have turned off since it was written.
    """
    people = Member.objects.filter(left_at=None)
    if not delivery.payload.get("also_suspended"):
        people = people.present()
    member = people.filter(pk=int(delivery.target)).first()
    if member is None or not member.email:
        return Outcome(is_success=False, status="nobody there", is_final=True)
    if not is_wanted(member, delivery):
        return Outcome(is_success=False, status="turned off", is_final=True)
    message_for(member, delivery).send()
    return Outcome(is_success=True, status="sent")
