"""What goes when a member leaves: everything that says who they were."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import (
    Contribution,
    Conversation,
    Customer,
    Delivery,
    Invitation,
    MailRhythm,
    Member,
    Notice,
    Ruling,
)
from community.scoring import STRANDS


def forget(member: Member, *, addresses: set[str], page: str) -> None:
    """Delete and blank, in one transaction, what other rows say of the member.

    `addresses` and `page`, where others read of them, are as they were. Words that they
    said stay as they are; what these were before, goes.
    """
    _forget_own_rows(member)
    _forget_addresses(addresses)
    _forget_page(page)
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Member), object_id=member.pk
    ).update(object_repr=_("Former member"))
    end_sessions(member)


def end_sessions(member: Member) -> None:
    """Sign the member out everywhere, at once."""
    member.sessions.all().delete()


def without_name(text: str, name: str) -> str:
    """The text with the name as nobody's: where a line begins with it, and, for names
    of several words, anywhere."""
    whole = rf"(?<!\w){re.escape(name)}(?!\w)"
    place = whole if " " in name.strip() else rf"^{whole}"
    return re.sub(place, lambda _found: _("Former member"), text, flags=re.MULTILINE)


def _forget_own_rows(member: Member) -> None:
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user_id=member.pk).delete()
    SocialAccount.objects.filter(user=member).delete()
    for rows in (
        *(member.notices, member.preferences, member.unasked, member.api_keys),
        *(member.revisions, member.drafts),
    ):
        rows.all().delete()
    MailRhythm.objects.filter(member=member).delete()
    _forget_standings(member)
    Invitation.objects.filter(member=member).delete()
    member.rulings.exclude(appeal="").update(appeal="")
    Delivery.objects.filter(channel="mail", target=str(member.pk)).update(payload={})
    member.groups.clear()
    brought = Contribution.objects.filter(kind=Contribution.Kind.BROUGHT)
    brought.live().filter(given_by=member).update(revoked_at=timezone.now())
    brought.filter(given_by=member).update(title=_("Former member"), url="")


def _forget_standings(member: Member) -> None:
    """Of a place in the half percent nothing stays but that somebody held it: a year
    later it is asked how many of them are still here."""
    member.standings.filter(in_half_percent=False).delete()
    strands = dict.fromkeys(STRANDS, 0.0)
    member.standings.update(**strands, score=0, rank=0, raw={}, less=[])


def _forget_addresses(addresses: set[str]) -> None:
    """What was said elsewhere under the address, and its line on the customer list."""
    for address in addresses:
        Conversation.objects.filter(outside_email__iexact=address).update(
            outside_email="", outside_author=_("Former member")
        )
        Customer.objects.at(address).delete()


def _forget_page(page: str) -> None:
    """Its address says the name, in news and to other systems."""
    Notice.objects.filter(url=page).update(url="/")
    for sent in Delivery.objects.filter(
        channel="webhook", payload__data__url__endswith=page
    ):
        sent.payload["data"]["url"] = settings.BASE_URL
        sent.save(update_fields=["payload"])


def forget_name(member: Member, *, name: str) -> None:
    """Make it nobody's in what others were told; `name` is as it was."""
    for notice in Notice.objects.filter(_names(name, "title", "text")):
        notice.title = without_name(notice.title, name)
        notice.text = without_name(notice.text, name)
        notice.save(update_fields=["title", "text"])
    mails = Delivery.objects.filter(channel="mail")
    for mail in mails.filter(_names(name, "payload__subject", "payload__text")):
        mail.payload = {
            key: without_name(value, name) if isinstance(value, str) else value
            for key, value in mail.payload.items()
        }
        mail.save(update_fields=["payload"])
    for ruling in Ruling.objects.filter(_names(name, "reason", "answer")):
        ruling.reason = without_name(ruling.reason, name)[:300]
        ruling.answer = without_name(ruling.answer, name)[:300]
        ruling.save(update_fields=["reason", "answer"])
    Conversation.objects.filter(member=member, waits_for__contains=name).update(
        waits_for=""
    )


def _names(name: str, *fields: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": name})
    return found
