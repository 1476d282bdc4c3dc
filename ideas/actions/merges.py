from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import join_thread
from community.actions.notices import notify
from community.models import Member
from community.models.notice import NoticeKind
from ideas.errors import CannotMerge
from ideas.models import Idea, Merge, Unranked, Vote
from ideas.models.idea import Status
from ideas.signals import merge_undone

# Voters share this lock (ideas_say_vote): a merge counts every vote or none under way.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('ideas.idea'), %s)"


@transaction.atomic
def merge_idea(
    idea: Idea,
    *,
    into: Idea,
    by: Member,
    reason: str = "",
    at: datetime | None = None,
) -> Merge:
    """Fold an idea into another; both authors keep their credit.

    The other's count becomes the number of distinct voters of both. Raises
    CannotMerge for itself, for what is folded in or hidden already, and for what
    others were folded into.
    """
    idea, into = _locked(idea, into)
    if Status.MERGED in {idea.status, into.status} or idea.pk == into.pk:
        raise CannotMerge(_("Fold a standing post into another standing one."))
    if Status.HIDDEN in {idea.status, into.status} or idea.folded.exists():
        raise CannotMerge(
            _("“%(title)s” is hidden, or carries others that were folded into it.")
            % {"title": idea.title}
        )
    at = at or timezone.now()
    merge = Merge.objects.create(
        idea=idea,
        into=into,
        by=by,
        reason=reason.strip()[:300],
        status_before=idea.status,
        merged_at=at,
    )
    _place(idea, status=Status.MERGED, into=into)
    _recount(into)
    notify(
        idea.author,
        NoticeKind.STATUS,
        title=_("Your post was joined with “%(title)s”") % {"title": into.title},
        text=merge.reason
        or _("Nearly the same was said there. Your words and your credit stay."),
        url=into.get_absolute_url(),
        effect=f"merge:{merge.pk}",
        at=at,
    )
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, at: datetime | None = None) -> None:
    """Take a merge apart: both stand as before, with their own voters. Once is enough.

    What was decided on meanwhile stays in the journeys of both.
    """
    _locked(merge.idea, merge.into)
    at = at or timezone.now()
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=at):
        return
    merge.undone_at = at
    _place(merge.idea, status=merge.status_before, into=None)
    _recount(merge.into)
    _recount(merge.idea)
    merge_undone.send(Merge, merge=merge)


def undo_merges_of(idea: Idea, *, at: datetime | None = None) -> None:
    """Take apart whatever the idea was folded into, or was folded into it."""
    standing = Merge.objects.filter(Q(idea=idea) | Q(into=idea), undone_at=None)
    for merge in standing.select_related("idea", "into").order_by("pk"):
        undo_merge(merge, at=at)


def hold_alone(*ideas: Idea) -> None:
    """Until commit nobody merges, and nobody votes for these.

    One lock for all merges, then one for each idea, so that the order of the
    latter never matters. Take it before any row is locked.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ideas.merge'))")
        for pk in sorted({idea.pk for idea in ideas}):
            cursor.execute(ALONE, [pk])


def _locked(*ideas: Idea) -> list[Idea]:
    hold_alone(*ideas)
    rows = Idea.objects.select_related("conversation", "author").order_by("pk")
    found = rows.select_for_update(of=("self",)).in_bulk([idea.pk for idea in ideas])
    return [found[idea.pk] for idea in ideas]


def _place(idea: Idea, *, status: str, into: Idea | None) -> None:
    Idea.objects.filter(pk=idea.pk).update(
        status=status, merged_into=into, updated_at=timezone.now()
    )
    idea.refresh_from_db(fields=["status", "merged_into"])
    join_thread(f"ideas.idea:{idea.pk}", thread=idea.theme)


def _recount(idea: Idea) -> None:
    family = [idea.pk, *idea.folded.values_list("pk", flat=True)]
    voters = Vote.objects.filter(idea__in=family).aggregate(
        n=Count("member", distinct=True)
    )
    Idea.objects.filter(pk=idea.pk).update(
        vote_count=voters["n"], updated_at=timezone.now()
    )
    idea.refresh_from_db(fields=["vote_count"])
    Unranked.objects.create(idea=idea)
