"""What a release holds and whom it thanks, as far as somebody may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from community.models import Member
from ideas.models import Credit, Idea, Release, ReleaseIdea
from ideas.models.idea import IdeaQuerySet, Status
from ideas.models.release import ReleaseQuerySet


@dataclass(frozen=True)
class Thanks:
    """Somebody who is thanked, and what for, each thing once."""

    member: Member
    reasons: list[str] = field(default_factory=list)


def for_reading(releases: ReleaseQuerySet, viewer: Member | None) -> ReleaseQuerySet:
    """With posts, people and board, in three queries whatever the number of releases."""
    posts = ReleaseIdea.objects.filter(idea__in=_came_true(viewer))
    credits = Credit.objects.visible_to(viewer).select_related("member")
    return releases.select_related("author", "board").prefetch_related(
        Prefetch("shipped", posts.select_related("idea__conversation").order_by("pk")),
        Prefetch("credits", credits.order_by("pk")),
    )


def posts_of(release: Release) -> list[Idea]:
    """Of one that was read `for_reading`."""
    return [link.idea for link in release.shipped.all()]


def thanked(credits: Iterable[Credit]) -> list[Thanks]:
    """Each member once, in the order in which they were thanked."""
    found: dict[int, Thanks] = {}
    for credit in credits:
        thanks = found.setdefault(credit.member_id, Thanks(credit.member))
        if credit.reason not in thanks.reasons:
            thanks.reasons.append(credit.reason)
    return list(found.values())


def releases_of(idea: Idea, viewer: Member | None) -> ReleaseQuerySet:
    """In which releases a post came true, the newest first."""
    found: ReleaseQuerySet = Release.objects.visible_to(viewer)
    links = ReleaseIdea.objects.filter(idea=idea)
    return found.filter(pk__in=links.values("release")).order_by("-released_at", "-pk")


def _came_true(viewer: Member | None) -> IdeaQuerySet:
    return Idea.objects.visible_to(viewer).filter(status=Status.SHIPPED).order_by()
