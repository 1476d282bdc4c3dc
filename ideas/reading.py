"""What an idea's page shows around it and its vote needs, in constant queries each."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.asked_often import asked_often
from community.keeping import TEN_MINUTES, kept
from community.models import Member, Stage
from community.requests import row_number
from ideas.models import Comment, Credit, Follow, Idea, Vote
from ideas.models.idea import IdeaQuerySet


@dataclass(frozen=True)
class Backing:
    """Who stands behind an idea: how many are confirmed, and a few who follow."""

    confirmed: int
    faces: list[Member]


@dataclass(frozen=True)
class Shaper:
    """Somebody whose words shaped what became of an idea."""

    member: Member
    how: str


@asked_often
def idea_for_vote(pk: int, viewer: Member) -> IdeaQuerySet:
    """The idea as far as a vote needs it; None where the viewer may not see it."""
    return Idea.objects.visible_to(viewer).for_vote().filter(pk=pk)


def backing(idea: Idea) -> Backing:
    voters = Vote.objects.filter(
        idea__in=_family(idea),
        member__verified_at__isnull=False,
        member__is_active=True,
    )
    follows = Follow.objects.filter(idea=idea, member__left_at=None)
    return Backing(
        confirmed=voters.values("member").distinct().count(),
        faces=[
            each.member for each in follows.select_related("member").order_by("-pk")[:5]
        ],
    )


def shapers(idea: Idea, viewer: Member | None) -> list[Shaper]:
    """The author first, then whoever taught somebody something here, as far as the
    viewer may see it."""
    found = {idea.author_id: Shaper(idea.author, _("had it in mind first"))}
    for each in idea.folded.visible_to(viewer).select_related("author"):
        found.setdefault(each.author_id, Shaper(each.author, _("said so too")))
    for stage in _learned(idea, viewer):
        teacher = stage.conversation.member
        if teacher and stage.by and teacher.is_active:
            how = _("taught %(name)s something") % {"name": stage.by.name}
            if teacher.pk not in found or teacher.pk != idea.author_id:
                found[teacher.pk] = Shaper(teacher, how)
            else:
                both = _("had it in mind first, and taught %(name)s why")
                found[teacher.pk] = Shaper(teacher, both % {"name": stage.by.name})
    thanks = Credit.objects.visible_to(viewer).filter(idea=idea, release=None)
    for credit in thanks.select_related("member").order_by("pk"):
        found.setdefault(credit.member_id, Shaper(credit.member, credit.reason))
    return list(found.values())[:8]


def near(idea: Idea, viewer: Member | None) -> list[Idea]:
    """The three posts that say nearly the same, as of ten minutes ago at most. Whether
    the viewer may see them is asked each time."""
    seen = Idea.objects.visible_to(viewer).listed()
    numbers = kept(
        *("near", idea.pk, idea.title, viewer is None),
        make=lambda: [each.pk for each in seen.near(idea)[:6]],
        seconds=TEN_MINUTES,
    )
    found = seen.select_related("conversation").in_bulk(numbers)
    return [found[pk] for pk in numbers if pk in found and pk != idea.pk][:3]


def answered_in(request: HttpRequest, idea: Idea) -> Comment | None:
    """The comment that a form or a link answers, if it is still there."""
    number = request.POST.get("reply_to") or request.GET.get("reply_to", "")
    shown = Comment.objects.shown().filter(idea=idea, pk=row_number(number))
    return shown.select_related("author", "conversation").first()


def _family(idea: Idea) -> IdeaQuerySet:
    """It and what was folded into it."""
    return Idea.objects.filter(Q(pk=idea.pk) | Q(merged_into=idea))


def _learned(idea: Idea, viewer: Member | None) -> list[Stage]:
    posts = _family(idea).visible_to(viewer).order_by().values("conversation")
    comments = Comment.objects.filter(idea=idea).order_by().values("conversation")
    stages = Stage.objects.filter(conversation__in=posts.union(comments))
    return list(
        stages.filter(stage=Stage.Name.LEARNED, conversation__is_hidden=False)
        .select_related("by", "conversation__member")
        .order_by("at", "pk")[:40]
    )
