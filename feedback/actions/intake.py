from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from community.actions.conversations import receive
from community.models import Conversation, Member
from feedback.actions.routing import route_new


@transaction.atomic
def bring_in(  # noqa: PLR0913 - what is known of who said what, where and when
    *,
    source: str,
    external_id: str,
    kind: str,
    headline: str,
    text: str = "",
    member: Member | None = None,
    author_email: str = "",
    author_name: str = "",
    author_id: str = "",
    occurred_at: datetime | None = None,
    at: datetime | None = None,
    **said: Any,
) -> tuple[Conversation, bool]:
    """Take in what a customer said elsewhere, and route it; once per source and id.

    The author is matched by `author_email` or `author_id` (Member.external_id); the
    outside name and address are kept only where no member is found. `said`: board,
    link, phase, rating. `at` is when it came here. Returns it and whether it is new.
    Raises NeverBeen.
    """
    author = member or find_member(email=author_email, external_id=author_id)
    if author is None:
        said |= {"outside_author": author_name[:120], "outside_email": author_email}
    if at:
        said["received_at"] = at
    elif occurred_at:
        said["received_at"] = timezone.now()
    conversation, is_new = receive(
        source=source,
        external_id=external_id,
        kind=kind,
        headline=headline,
        text=text.strip(),
        member=author,
        at=occurred_at or at,
        **said,
    )
    if is_new:
        route_new(conversation, at=conversation.received_at)
    return conversation, is_new


def find_member(*, email: str = "", external_id: str = "") -> Member | None:
    """The present member with that outside id or confirmed address."""
    present = Member.objects.present()
    if external_id and (found := present.filter(external_id=external_id).first()):
        return found
    if not email:
        return None
    if found := present.at(email).first():
        return found
    known = EmailAddress.objects.filter(email=email.lower(), verified=True).first()
    return present.filter(pk=known.user_id).first() if known else None
