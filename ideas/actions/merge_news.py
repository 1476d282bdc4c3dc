"""Whoever voted for what was folded in is told where their vote counts now."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.notices import notify
from community.models import Member
from community.models.notice import NoticeKind
from ideas.models import Merge

A_ROUND = 20


def tell_of_merges(*, at: datetime | None = None) -> int:
    """Tell the voters and followers of what was folded in, each once. Returns how many
    merges that was; what fails is told the next time, to whom it was not told yet."""
    told = 0
    merges = Merge.objects.to_tell_of().select_related("idea__author", "into")
    for merge in merges.order_by("pk")[:A_ROUND]:
        told += _tell(merge, at=at or timezone.now())
    return told


@transaction.atomic
def _tell(merge: Merge, *, at: datetime) -> bool:
    standing = Merge.objects.to_tell_of().filter(pk=merge.pk)
    if not standing.update(told_at=at):
        return False
    for member in _who_backed(merge).iterator():
        notify(
            member,
            NoticeKind.STATUS,
            title=_("“%(title)s” was folded into “%(into)s”")
            % {"title": merge.idea.title, "into": merge.into.title},
            text=_(
                "Both say nearly the same. A vote for the one counts for the other, and "
                "everybody counts once. If it is not what you meant, take yours back there."
            ),
            url=merge.into.get_absolute_url(),
            effect=f"merge:{merge.pk}",
            at=at,
        )
    return True


def _who_backed(merge: Merge) -> QuerySet[Member]:
    backed = Q(votes__idea=merge.idea) | Q(follows__idea=merge.idea)
    members = Member.objects.present().filter(backed)
    return members.exclude(pk=merge.idea.author_id).distinct().order_by("pk")
