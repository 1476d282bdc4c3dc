"""Whom something is owed to, by name and with a reason, as long as they like."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import NotAllowed
from community.models import Member, Stage
from community.once import insert_once
from ideas.errors import NotYours
from ideas.models import Comment, Credit, Idea, Release


@transaction.atomic
def thank(  # noqa: PLR0913 - a credit has this many columns
    member: Member,
    *,
    by: Member,
    reason: str,
    release: Release | None = None,
    idea: Idea | None = None,
    at: datetime | None = None,
) -> Credit:
    """Name somebody under a release, a post, or a post's part in a release.

    Thanking again changes what for; who asked not to be named stays unnamed. Raises
    NotAllowed for who is no colleague and for who has left.
    """
    if not by.is_staff or not member.is_active:
        raise NotAllowed(_("Only the firm's own people thank, and only who is here."))
    work = {"release": release, "idea": idea, "member": member}
    what_for = reason.strip()[:160] or _("had a part in it")
    if not insert_once(Credit, **work, reason=what_for, given_at=at or timezone.now()):
        Credit.objects.filter(**work).update(reason=what_for)
    return Credit.objects.get(**work)


def take_back_thanks(credit: Credit) -> None:
    """Name somebody no more; once is enough."""
    Credit.objects.filter(pk=credit.pk).delete()


def refuse_credit(
    credit: Credit, *, by: Member, is_refused: bool, at: datetime | None = None
) -> None:
    """Not be named for something, or be named again; holds for all of a release at once.

    Raises NotYours for anybody else's.
    """
    if credit.member_id != by.pk:
        raise NotYours(_("Only whom it names can say so."))
    same = Credit.objects.filter(member=by, pk=credit.pk)
    if credit.release_id:
        same = Credit.objects.filter(member=by, release=credit.release_id)
    same.filter(refused_at__isnull=is_refused).update(
        refused_at=(at or timezone.now()) if is_refused else None
    )


def credit_shapers(release: Release, ideas: Iterable[Idea], *, at: datetime) -> bool:
    """Name the authors of a release's posts and those who taught somebody something
    there. Returns whether anybody is named who was not."""
    is_news = False
    for idea in ideas:
        for member, reason in _shapers(idea).items():
            named = insert_once(
                Credit,
                release=release,
                idea=idea,
                member_id=member,
                reason=reason,
                given_at=at,
            )
            is_news = is_news or named is not None
    return is_news


def forget_credits(member: Member) -> None:
    """Who leaves, and does not leave their name here, is thanked nowhere."""
    Credit.objects.filter(member=member).delete()


def _shapers(idea: Idea) -> dict[int, str]:
    """Each with what for: the author first, then who said so too, then who taught."""
    found = {}
    if idea.author.is_active:
        found[idea.author_id] = _("had it in mind first")
    for each in idea.folded.filter(author__is_active=True):
        found.setdefault(each.author_id, _("said so too"))
    for teacher in _teachers(idea):
        found.setdefault(teacher, _("taught us why"))
    return found


def _teachers(idea: Idea) -> list[int]:
    family = [idea.pk, *idea.folded.values_list("pk", flat=True)]
    posts = Idea.objects.filter(pk__in=family).order_by().values("conversation")
    comments = Comment.objects.filter(idea__in=family).order_by().values("conversation")
    learned = Stage.objects.filter(
        stage=Stage.Name.LEARNED,
        conversation__in=posts.union(comments),
        conversation__is_hidden=False,
        conversation__member__is_active=True,
    )
    return list(
        learned.order_by("at", "pk").values_list("conversation__member", flat=True)
    )
