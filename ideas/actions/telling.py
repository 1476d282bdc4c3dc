"""Who wanted what a release holds hears that it is out: each once, some at a time."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.notices import notify
from community.models import Member, Notice
from community.models.member import MemberQuerySet
from community.models.notice import NoticeKind
from ideas.models import Credit, Follow, Idea, Release, Vote

SOME = 300  # in one run of the task: a minute is enough for them
NAMED = 5


def tell_of_releases(*, as_of_then: bool = False) -> int:
    """Tell of each published release that not all have heard of; returns how many heard.

    Who wrote, backed or follows one of its posts, or is thanked in it, is told once,
    and not at all if an answer told them already. Stopped midway, it goes on.
    `as_of_then` is for what is replayed: they heard of it when it was published.
    """
    waiting = Release.objects.published().filter(told_at=None)
    return sum(
        _tell(release, at=(release.published_at if as_of_then else None))
        for release in waiting.order_by("pk")
    )


def _tell(release: Release, *, at: datetime | None) -> int:
    at = at or timezone.now()
    some = list(_unaware(release).order_by("pk")[:SOME])
    titles = _titles(release)
    for member in some:
        notify(
            member,
            NoticeKind.STATUS,
            title=_("It is out: %(title)s") % {"title": release.title},
            text=_("It began with %(titles)s.") % {"titles": titles} if titles else "",
            url=release.get_absolute_url(),
            effect=_effect(release),
            at=at,
        )
    if len(some) < SOME:
        still = Release.objects.filter(pk=release.pk, updated_at=release.updated_at)
        still.update(told_at=at)
    return len(some)


def _unaware(release: Release) -> MemberQuerySet:
    """Whom it concerns and who has heard of it neither by itself nor by an answer."""
    here = Q(releases__release=release) | Q(merged_into__releases__release=release)
    ideas = Idea.objects.filter(here).order_by().values("pk")
    concerned = (
        Idea.objects.filter(pk__in=ideas).order_by().values("author"),
        Vote.objects.filter(idea__in=ideas).order_by().values("member"),
        Follow.objects.filter(idea__in=ideas).order_by().values("member"),
        Credit.objects.filter(release=release).shown().order_by().values("member"),
    )
    answers = release.shipped.exclude(answer=None).values_list("answer", flat=True)
    effects = [_effect(release), *(f"answer:{pk}" for pk in answers)]
    heard = Notice.objects.filter(member=OuterRef("pk"), effect__in=effects)
    found: MemberQuerySet = Member.objects.all()
    return (
        found.present()
        .filter(pk__in=concerned[0].union(*concerned[1:]))
        .exclude(pk=release.author_id)
        .exclude(Exists(heard))
    )


def _titles(release: Release) -> str:
    links = release.shipped.select_related("idea__conversation").order_by("pk")
    titles = [f"“{link.idea.title}”" for link in links[: NAMED + 1]]
    return ", ".join([*titles[:NAMED], *(["…"] if len(titles) > NAMED else [])])


def _effect(release: Release) -> str:
    return f"release:{release.pk}"
