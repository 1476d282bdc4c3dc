"""Everything a member's rows say, for them to take along. Other apps add by settings."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.module_loading import import_string

from community.models import (
    Contribution,
    Conversation,
    Customer,
    Delivery,
    Flag,
    Invitation,
    MailRhythm,
    Member,
    Revision,
    Ruling,
    Stage,
)

# What opens doors, and what the database works out for itself.
LEFT_OUT = {
    *("password", "digest", "search", "lease", "data"),
    *("session_key", "session_data"),
}
Sections = dict[str, QuerySet[Any]]
Reader = Callable[[Member], Sections]


def everything_about(member: Member) -> dict[str, list[dict[str, Any]]]:
    """Section by section, each a list of rows with the names of their columns."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in settings.EVERYTHING:
        reader: Reader = import_string(path)
        found |= {name: rows(query) for name, query in reader(member).items()}
    return found


def about_account(member: Member) -> Sections:
    said = Conversation.objects.filter(member=member)
    listed = Customer.objects.at(member.email or "-")
    return {
        "account": Member.objects.filter(pk=member.pk),
        "addresses": EmailAddress.objects.filter(user=member),
        "second_factors": Authenticator.objects.filter(user_id=member.pk).annotate(
            name=KeyTextTransform("name", "data")
        ),
        "sign_ons": SocialAccount.objects.filter(user=member),
        "customer_list": listed,
        "mail_preferences": member.preferences.all(),
        "mail_rhythm": MailRhythm.objects.filter(member=member),
        "unasked_for_messages": member.unasked.order_by("pk"),
        "notices": member.notices.order_by("pk"),
        "mails": Delivery.objects.filter(channel="mail", target=str(member.pk)),
        "sessions": member.sessions.all(),
        "api_keys": member.api_keys.all(),
        "invitation": Invitation.objects.filter(member=member),
        "what_you_said": said.order_by("pk"),
        "what_you_said_before": Revision.objects.filter(
            Q(conversation__in=said) | Q(by=member)
        ).order_by("pk"),
        "drafts": member.drafts.order_by("pk"),
        "pictures": member.attachments.order_by("pk"),
        "where_you_were_named": member.mentions.order_by("pk"),
        "its_journey": Stage.objects.filter(conversation__in=said).order_by("pk"),
        "rulings": Ruling.objects.filter(member=member).order_by("pk"),
        "flags": Flag.objects.filter(member=member),
        "what_counts": member.contributions.order_by("pk"),
        "what_you_gave": Contribution.objects.filter(given_by=member),
        "how_it_counted": member.standings.all(),
    }


def rows(query: QuerySet[Any]) -> list[dict[str, Any]]:
    """All columns of all rows, and what was added, but those that would open doors."""
    columns = [*_columns(query.model), *query.query.annotation_select]
    found: Iterable[dict[str, Any]] = query.values(*columns)
    return list(found)


def _columns(model: type[Model]) -> list[str]:
    described = model._meta  # noqa: SLF001 - documented by Django
    columns = [field.attname for field in described.concrete_fields]
    return [name for name in columns if name not in LEFT_OUT]
