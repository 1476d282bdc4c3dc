"""What the firm brings out. A post comes true by the firm's answer, never by a release:
`feedback.actions.releases.bring_out` answers, then publishes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.errors import NotAllowed
from community.models import Board, Member
from ideas.actions.credits import credit_shapers
from ideas.errors import NotShipped
from ideas.models import Answer, Credit, Idea, Release, ReleaseIdea
from ideas.models.idea import LISTED, Status


@transaction.atomic
def write_release(  # noqa: PLR0913 - a release has this many columns
    release: Release | None,
    *,
    by: Member,
    title: str,
    notes: str,
    released_at: datetime,
    board: Board | None = None,
    ideas: Iterable[Idea] = (),
    at: datetime | None = None,
) -> Release:
    """Write a release, or what it says now; nobody sees it until it is published.

    `ideas` are all its posts: one that is left out is taken out of it, and stays what
    the firm's answer made it. Raises NotAllowed for who is no colleague.
    """
    require_staff(by)
    at = at or timezone.now()
    said: dict[str, Any] = {
        "title": title.strip(),
        "notes": notes.strip(),
        "board": board,
        "released_at": released_at,
        "updated_at": at,
    }
    if release is None:
        release = Release.objects.create(
            slug=_free_slug(title), author=by, written_at=at, **said
        )
    else:
        Release.objects.filter(pk=release.pk).update(**said)
        release.refresh_from_db()
    _link(release, {idea.pk for idea in ideas})
    return release


@transaction.atomic
def publish_release(
    release: Release,
    *,
    by: Member,
    answers: Iterable[Answer] = (),
    at: datetime | None = None,
) -> Release:
    """Show a release, and name whose words shaped its posts. Twice is once.

    `answers` are those that were given for it; whoever heard one of them is not told
    again. What was added to a published release is named and told by publishing it
    again. Raises NotAllowed, and NotShipped while a post has not come true.
    """
    require_staff(by)
    at = at or timezone.now()
    release = Release.objects.select_for_update().get(pk=release.pk)
    links = list(release.shipped.select_related("idea__conversation", "idea__author"))
    _require_shipped([link.idea for link in links])
    for answer in answers:
        release.shipped.filter(idea=answer.idea_id).update(answer=answer)
    is_news = credit_shapers(release, [link.idea for link in links], at=at)
    if not release.is_published or is_news:
        release.published_at = release.published_at or at
        release.told_at, release.updated_at = None, at
        release.save(update_fields=["published_at", "told_at", "updated_at"])
    return release


@transaction.atomic
def unpublish_release(
    release: Release, *, by: Member, at: datetime | None = None
) -> bool:
    """Take a release off the site; what came true stays true. Returns whether it stood.

    Who was told of it is not told again when it is published anew.
    """
    require_staff(by)
    standing = Release.objects.filter(pk=release.pk, published_at__isnull=False)
    return bool(standing.update(published_at=None, updated_at=at or timezone.now()))


@transaction.atomic
def discard_release(release: Release, *, by: Member) -> bool:
    """Throw away what was written and never published; returns whether it was that."""
    require_staff(by)
    unseen = Release.objects.filter(pk=release.pk, published_at=None, told_at=None)
    answered = ReleaseIdea.objects.filter(release=OuterRef("pk"), answer__isnull=False)
    return bool(unseen.filter(~Exists(answered)).delete()[0])


def require_staff(by: Member) -> None:
    if not by.is_staff:
        raise NotAllowed(_("Only the firm's own people bring something out."))


def still_to_ship(release: Release) -> list[Idea]:
    """Its standing posts that no answer has made shipped, in the order of locking."""
    waiting = Idea.objects.filter(releases__release=release, status__in=LISTED)
    waiting = waiting.exclude(status=Status.SHIPPED).select_related("conversation")
    return list(waiting.order_by("conversation_id"))


def _require_shipped(ideas: list[Idea]) -> None:
    for idea in ideas:
        if idea.status in LISTED and idea.status != Status.SHIPPED:
            raise NotShipped(
                _("“%(title)s” has no answer yet that says it is shipped.")
                % {"title": idea.title}
            )


def _link(release: Release, wanted: set[int]) -> None:
    gone = release.shipped.exclude(idea__in=wanted)
    Credit.objects.filter(release=release, idea__in=gone.values("idea")).delete()
    gone.delete()
    ReleaseIdea.objects.bulk_create(
        [ReleaseIdea(release=release, idea_id=pk) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )


def _free_slug(title: str) -> str:
    """Until commit nobody else takes one: two of one title have two addresses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ideas.release'))")
    base = slugify(title)[:60].strip("-") or "release"
    taken = set(
        Release.objects.filter(
            Q(slug=base) | Q(slug__startswith=f"{base}-")
        ).values_list("slug", flat=True)
    )
    free = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(x for x in free if x not in taken)
