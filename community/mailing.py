"""A mail as it goes out: its words with a foot, and the headers that let people stop it."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.actions.notices import Choice, choices_of
from community.models import Delivery, Firm, MailRhythm, Member
from community.models.notice import NoticeKind
from community.subscriptions import ALL, DIGEST, Subscription

JOURNEYS = {NoticeKind.TOLD, NoticeKind.ANSWER}


def message_for(member: Member, delivery: Delivery) -> EmailMultiAlternatives:
    """What is sent to the member. The Message-ID is the same in every attempt.

    What says no `scope` cannot be turned off, and offers nothing of the kind.
    """
    said = delivery.payload
    headers = {
        "Message-ID": f"<{delivery.key}@{_host()}>",
        "Auto-Submitted": "auto-generated",
    }
    text = said["text"]
    if scope := said.get("scope"):
        subscription = Subscription(member.pk, scope)
        with override(member.locale):
            headers |= _list_headers(subscription) | _thread(said.get("thread", ""))
            text = f"{text}\n\n—\n{_foot(subscription)}"
    message = EmailMultiAlternatives(
        subject=" ".join(said["subject"].split()),
        body=text,
        to=[member.email or ""],
        reply_to=_answers_to(said.get("answers_to")),
        headers=headers,
    )
    if html := said.get("html"):
        message.attach_alternative(html, "text/html")
    return message


def is_wanted(member: Member, delivery: Delivery) -> bool:
    """Whether the member still wants it: they may have turned it off since it was written."""
    scope = delivery.payload.get("scope")
    if not scope:
        return True
    choices = choices_of(member)
    if scope == DIGEST:
        return Choice.DIGEST in choices.values()
    if scope in choices:
        return choices[scope] != Choice.OFF
    return not MailRhythm.objects.filter(member=member, is_off=True).exists()


def _answers_to(colleague: int | None) -> list[str]:
    """The address of who wrote it, while they are there; else whoever the firm says."""
    present = Member.objects.present().filter(pk=colleague or 0, is_staff=True)
    return [address for address in present.values_list("email", flat=True) if address]


def _list_headers(subscription: Subscription) -> dict[str, str]:
    """RFC 8058 (one click), RFC 2369, RFC 2919."""
    ways = [f"<{subscription.address}>"]
    if settings.UNSUBSCRIBE_ADDRESS:
        subject = quote(f"unsubscribe {subscription.token}")
        ways.append(f"<mailto:{settings.UNSUBSCRIBE_ADDRESS}?subject={subject}>")
    return {
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{subscription.scope}.notices.{_host()}>",
    }


def _thread(name: str) -> dict[str, str]:
    """Mails about one thing answer a message that was never sent, the same for all."""
    if not name:
        return {}
    root = f"<{name.replace(':', '.')}.thread@{_host()}>"
    return {"In-Reply-To": root, "References": root}


def _foot(subscription: Subscription) -> str:
    lines = [
        _("From %(firm)s, of the kind “%(kind)s”.")
        % {"firm": f"{Firm.current().name} Hearth".strip(), "kind": subscription.label},
        _("No more of these: %(address)s") % {"address": subscription.address},
        _("No mail at all: %(address)s")
        % {"address": Subscription(subscription.member_id, ALL).address},
        _("What reaches you, and when: %(address)s")
        % {"address": settings.BASE_URL + reverse("community:notice-choices")},
    ]
    if subscription.scope in JOURNEYS:
        address = settings.BASE_URL + reverse(settings.IMPACT_PAGE)
        became = _("What became of all that you said: %(address)s")
        lines.insert(0, became % {"address": address})
    return "\n".join(lines)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
