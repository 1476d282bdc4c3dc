from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.limits import pass_door
from community.errors import DraftMoved
from community.models import Draft, Member

KEPT_FOR = timedelta(days=90)
MOST = 50  # of one member; the oldest make room


@transaction.atomic
def keep_draft(
    member: Member,
    place: str,
    words: dict[str, str],
    *,
    after: str | None = None,
    at: datetime | None = None,
) -> Draft | None:
    """Keep what a member has written so far in a place; what was kept there goes.

    Nothing written is no draft. Who left meanwhile gets none. Raises TooOften, and
    DraftMoved where the one there is not the version that these words go on `after`.
    """
    pass_door("draft", member=member)
    here = Member.objects.present().filter(pk=member.pk)
    if not here.select_for_update(no_key=True).exists():
        return None
    there = Draft.objects.at(place, of=member).first()
    if there and after not in {None, there.version}:
        raise DraftMoved(_("Another device or window went on with this."))
    if not any(text.strip() for text in words.values()):
        discard_draft(member, place)
        return None
    kept, _is_new = Draft.objects.update_or_create(
        member=member,
        place=place,
        defaults={"words": words, "updated_at": at or timezone.now()},
    )
    oldest = member.drafts.order_by("-updated_at", "-pk").values("pk")[MOST:]
    member.drafts.filter(pk__in=oldest).delete()
    return kept


def discard_draft(member: Member, place: str) -> None:
    """Forget what was begun in a place, since it is posted or given up. Once is enough."""
    Draft.objects.at(place, of=member).delete()


def forget_old_drafts() -> int:
    """Delete what nobody went on with for 90 days."""
    return Draft.objects.filter(updated_at__lt=timezone.now() - KEPT_FOR).delete()[0]
