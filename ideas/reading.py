"""What the page of an idea shows around it, each in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from community.models import Member, Stage
from community.paging import page_of
from ideas.models import Comment, Follow, Idea, Vote
from ideas.models.comment import CommentQuerySet
from ideas.models.idea import IdeaQuerySet

THREADS_A_PAGE = 50
ORDERS = {"helpful": "-helpful_count", "old": "created_at"}


@dataclass(frozen=True)
class Backing:
    """Who stands behind an idea: how many are confirmed, and a few who follow."""

    confirmed: int
    faces: list[Member]


@dataclass(frozen=True)
class Thread:
    """A comment and what was answered to it."""

    comment: Comment
    replies: list[Comment]


@dataclass(frozen=True)
class Talk:
    """A page of threads, in the order that was wished, and the cursor of the next."""

    threads: list[Thread]
    cursor: str
    order: str


@dataclass(frozen=True)
class Shaper:
    """Somebody whose words shaped what became of an idea."""

    member: Member
    how: str


def backing(idea: Idea) -> Backing:
    voters = Vote.objects.filter(
        idea__in=_family(idea), member__verified_at__isnull=False
    )
    follows = Follow.objects.filter(idea=idea, member__left_at=None)
    return Backing(
        confirmed=voters.values("member").distinct().count(),
        faces=[
            each.member for each in follows.select_related("member").order_by("-pk")[:5]
        ],
    )


def discussion(idea: Idea, viewer: Member | None, wish: Mapping[str, str]) -> Talk:
    """The threads of an idea. One that was taken back stays where others answered it.

    The one that a link leads to (`comment`) stands first where it is not on the page.
    """
    order = "old" if wish.get("sort") == "old" else "helpful"
    said = Comment.objects.filter(idea=idea).for_thread(viewer)
    page = page_of(
        _tops(said),
        by=ORDERS[order],
        then="pk",
        cursor=wish.get("talk", ""),
        size=THREADS_A_PAGE,
    )
    meant = [each for each in _meant(said, wish) if each not in page.rows]
    threads = {each.pk: Thread(each, []) for each in [*meant, *page.rows]}
    replies = said.shown().filter(parent__in=threads).order_by("created_at", "pk")
    for reply in replies:
        if reply.parent_id:
            threads[reply.parent_id].replies.append(reply)
    return Talk(list(threads.values()), page.cursor, order)


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
    return list(found.values())[:8]


def _tops(said: CommentQuerySet) -> CommentQuerySet:
    answered = Comment.objects.shown().filter(parent=OuterRef("pk"))
    return said.filter(parent=None).filter(
        Q(conversation__is_hidden=False) | Exists(answered)
    )


def _meant(said: CommentQuerySet, wish: Mapping[str, str]) -> list[Comment]:
    """The beginning of the thread that holds the comment of a link."""
    number = wish.get("comment", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return []
    answered = Comment.objects.filter(pk=number).values("parent")
    return list(_tops(said).filter(Q(pk=number) | Q(pk__in=answered)))


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
