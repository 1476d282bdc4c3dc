"""The channels that the community itself delivers through."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from community.models import Delivery, Member
from community.outcome import Outcome


def send_mail(delivery: Delivery) -> Outcome:
    """Mail `payload` {subject, text, html?} to the member whose key is the target.

    The Message-ID is the same in every attempt. Who has left gets nothing, who is
    suspended what says `also_suspended`.
    """
    people = Member.objects.filter(left_at=None)
    if not delivery.payload.get("also_suspended"):
        people = people.present()
    member = people.filter(pk=int(delivery.target)).first()
    if member is None or not member.email:
        return Outcome(is_success=False, status="nobody there", is_final=True)
    host = urlsplit(settings.BASE_URL).hostname
    message = EmailMultiAlternatives(
        subject=" ".join(delivery.payload["subject"].split()),
        body=delivery.payload["text"],
        to=[member.email],
        headers={"Message-ID": f"<{delivery.key}@{host}>"},
    )
    if html := delivery.payload.get("html"):
        message.attach_alternative(html, "text/html")
    message.send()
    return Outcome(is_success=True, status="sent")
