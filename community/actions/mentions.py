from collections.abc import Container
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.limits import pass_door
from community.actions.notices import notify
from community.errors import TooManyNames
from community.models import Conversation, Member, Mention
from community.models.notice import NoticeKind
from community.names import slugs_in
from community.once import insert_once
from community.quiet import is_quiet

MOST = 10  # in one post or comment


@transaction.atomic
def tell_named(
    conversation: Conversation,
    *,
    by: Member,
    url: str,
    told: Container[int] = (),
    at: datetime | None = None,
) -> None:
    """Note who is named in what was said, and tell each once who may read it.

    `told` hear of it anyway. What is replayed quietly names nobody. Raises TooManyNames
    for more than ten, TooOften.
    """
    slugs = slugs_in(conversation.text)
    if is_quiet() or not slugs:
        return
    if len(slugs) > MOST:
        raise TooManyNames(_("At most ten people are named in one text."))
    at = at or timezone.now()
    for member in Member.objects.visible_to(by).filter(slug__in=slugs):
        if not insert_once(Mention, conversation=conversation, member=member, at=at):
            continue
        if member.pk != by.pk and member.pk not in told:
            _tell(member, conversation, by=by, url=url, at=at)


def _tell(
    member: Member, conversation: Conversation, *, by: Member, url: str, at: datetime
) -> None:
    pass_door("mention", member=by)
    seen = Conversation.objects.visible_to(member).filter(pk=conversation.pk)
    if seen.exists():
        notify(
            member,
            NoticeKind.MENTION,
            title=_("%(name)s named you in “%(title)s”")
            % {"name": by.name, "title": conversation.headline},
            text=conversation.text[:500],
            url=url,
            effect=f"mention:{conversation.pk}",
            at=at,
        )
