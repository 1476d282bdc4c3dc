"""Who leaves is named no more: `@somebody` goes from what others wrote and were told."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import (
    Contribution,
    Conversation,
    Delivery,
    Draft,
    Member,
    Notice,
    Revision,
)
from community.names import without_slug

FORGETTING = "SELECT set_config('hearth.forgetting', %s, TRUE)"


def forget_named(member: Member, *, slug: str) -> None:
    """In the transaction of leaving; `slug` is as it was. What was said is found by its
    mentions; what others were told, and are still writing, by looking."""
    said = Conversation.objects.filter(mentions__member=member)
    before = Revision.objects.filter(conversation__in=said)
    at = f"@{slug}"
    _without(said, slug, "headline", "text")
    said.update(updated_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(FORGETTING, ["yes"])
        _without(before.filter(_says(at, "headline", "text")), slug, "headline", "text")
        cursor.execute(FORGETTING, ["no"])
    earned = Contribution.objects.filter(member__in=said.values("member"))
    _without(earned.filter(title__contains=at), slug, "title")
    _without(Notice.objects.filter(_says(at, "title", "text")), slug, "title", "text")
    mails = Delivery.objects.filter(channel="mail")
    told = mails.filter(_says(at, "payload__subject", "payload__text"))
    _without(told, slug, "payload")
    _without(Draft.objects.filter(words__icontains=at), slug, "words")
    member.mentions.all().delete()


def _says(words: str, *fields: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": words})
    return found


def _without(rows: Iterable[Model], slug: str, *fields: str) -> None:
    for row in rows:
        for field in fields:
            setattr(row, field, _scrubbed(getattr(row, field), slug))
        row.save(update_fields=fields)


def _scrubbed(value: Any, slug: str) -> Any:
    if isinstance(value, dict):
        return {key: _scrubbed(each, slug) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    return without_slug(value, slug, instead=_("Former member"))
