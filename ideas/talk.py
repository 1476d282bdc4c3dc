"""What was said about an idea, by threads. A comment looks the same to all who stand to it
alike: it is drawn once for each version of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.context import firm_of
from community.keeping import kept_each
from community.models import Member
from community.paging import page_of
from community.requests import row_number, viewer_of
from ideas.models import Comment, Idea
from ideas.models.comment import CommentQuerySet

THREADS_A_PAGE = 50
ORDERS = {"helpful": "-helpful_count", "old": "created_at"}


@dataclass(frozen=True)
class Said:
    """A comment as it is drawn for whoever looks."""

    pk: int
    card: SafeString


@dataclass(frozen=True)
class Thread:
    """A comment and what was answered to it."""

    first: Said
    replies: list[Said]


@dataclass(frozen=True)
class Talk:
    """A page of threads, in the order that was wished, and the cursor of the next."""

    threads: list[Thread]
    cursor: str
    order: str


def talk_about(request: HttpRequest, idea: Idea) -> Talk:
    """The threads of an idea. One that was taken back stays where others answered it.

    The one that a link leads to (`comment`) stands first where it is not on the page.
    """
    order = "old" if request.GET.get("sort") == "old" else "helpful"
    said = Comment.objects.filter(idea=idea).places(viewer_of(request))
    page = page_of(
        _tops(said),
        by=ORDERS[order],
        then="pk",
        cursor=request.GET.get("talk", ""),
        size=THREADS_A_PAGE,
    )
    meant = _meant(said, row_number(request.GET.get("comment", "")))
    tops = [*(each for each in meant if each not in page.rows), *page.rows]
    replies = list(said.shown().filter(parent__in=tops).order_by("created_at", "pk"))
    cards = _cards(request, idea, [*tops, *replies])
    threads = {top.pk: Thread(cards[top.pk], []) for top in tops if top.pk in cards}
    for reply in replies:
        if reply.parent_id in threads and reply.pk in cards:
            threads[reply.parent_id].replies.append(cards[reply.pk])
    return Talk(list(threads.values()), page.cursor, order)


def _cards(request: HttpRequest, idea: Idea, said: list[Comment]) -> dict[int, Said]:
    """Each comment as this viewer sees it, drawn in at most two queries."""
    viewer, firm = viewer_of(request), firm_of(request)
    around = (idea.get_absolute_url(), idea.accepts_comments, firm.name)
    names = {
        each.pk: ("comment", each.pk, each.version, _stands(viewer, each), *around)  # type: ignore[attr-defined]
        for each in said
    }

    def draw(missing: list[int]) -> dict[int, SafeString]:
        rows = Comment.objects.for_thread(viewer).filter(pk__in=missing)
        # Without the request: what a page shows beside it is not worked out for each.
        shown = {"idea": idea, "user": request.user, "firm": firm}
        return {
            each.pk: SafeString(
                render_to_string("ideas/_comment.html", shown | {"comment": each})
            )
            for each in rows
        }

    drawn = kept_each(names, make=draw)
    return {pk: Said(pk, card) for pk, card in drawn.items()}


def _stands(viewer: Member | None, said: Comment) -> str:
    if viewer is None:
        return "visitor"
    if said.author_id == viewer.pk:
        return "author"
    return "helped" if said.has_helped else "member"  # type: ignore[attr-defined]


def _tops(said: CommentQuerySet) -> CommentQuerySet:
    answered = Comment.objects.shown().filter(parent=OuterRef("pk"))
    return said.filter(parent=None).filter(
        Q(conversation__is_hidden=False) | Exists(answered)
    )


def _meant(said: CommentQuerySet, number: int) -> list[Comment]:
    """The beginning of the thread that holds the comment of a link."""
    if not number:
        return []
    answered = Comment.objects.filter(pk=number).values("parent")
    return list(_tops(said).filter(Q(pk=number) | Q(pk__in=answered)))
