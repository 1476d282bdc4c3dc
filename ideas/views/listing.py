from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.actions.limits import pass_door
from community.keeping import TEN_MINUTES, kept
from community.models import Member
from community.open_pages import open_page
from community.paging import Page, page_of
from community.requests import address_of, edition_of, viewer_of
from community.returning import is_htmx
from ideas.board_pages import board_of, head_of, without_pinned
from ideas.cards import Rows, cards, rows_of
from ideas.forms import FilterForm
from ideas.models import Answer, Comment, Idea
from ideas.models.idea import IdeaQuerySet
from ideas.travels import travels

ANSWERED = 5
A_PAGE, FOUND = 30, 10  # what is found is drawn while somebody types
ORDERS = {
    "best": "-best",
    "trending": "-trending",
    "new": "-created_at",
    "needs": "-needs",
    "following": "-updated_at",
    "mine": "-created_at",
}
NEED_A_MEMBER = {"following", "mine"}
OWN = {"needs", "following", "mine"}  # what they list depends on who looks


@open_page
def idea_list(request: HttpRequest) -> HttpResponse:
    """All but the votes and the frame is drawn once in an edition for all members."""
    viewer = viewer_of(request)
    if viewer is None and request.GET.get("order") in NEED_A_MEMBER:
        return redirect_to_login(request.get_full_path())
    wish = FilterForm(request.GET, viewer=viewer)
    if wish.value("q"):
        pass_door("search", member=viewer, key=address_of(request))
    order = wish.value("order") or ("" if wish.value("q") else "best")
    edition = edition_of(request)
    asked = (edition, viewer is None, request.GET.urlencode())
    is_own = viewer is not None and order in OWN
    page = (
        _page(request, wish, order)
        if is_own
        else kept("list", *asked, make=lambda: _page(request, wish, order))
    )
    board = board_of(wish, order)
    found: dict[str, Any] = {
        "wish": wish,
        "page": page,
        "cards": cards(request, page.rows),
    }
    if "cursor" in request.GET and is_htmx(request):
        return render(request, "ideas/_rows.html", found)
    if board:
        found["head"] = kept("head", *asked, make=lambda: head_of(board, viewer))
        found["pinned"] = cards(request, found["head"].pinned.rows)
    found["bar"] = kept("bar", *asked, make=lambda: _bar(request, wish, order))
    if is_htmx(request):
        return _while_typing(request, render(request, "ideas/list.html", found))
    beside = (edition, viewer is None)
    found["side"] = kept("side", *beside, make=lambda: _side(request))
    return render(request, "ideas/list.html", found)


def _page(request: HttpRequest, wish: FilterForm, order: str) -> Rows:
    viewer = viewer_of(request)
    ideas = _owned(Idea.objects.visible_to(viewer), viewer, order)
    ideas = without_pinned(ideas) if board_of(wish, order) else ideas
    return rows_of(
        page_of(
            _narrowed(ideas, wish).places(),
            by=ORDERS.get(order, "-relevance"),
            cursor=request.GET.get("cursor", ""),
            size=FOUND if wish.value("q") else A_PAGE,
        )
    )


def _owned(ideas: IdeaQuerySet, viewer: Member | None, order: str) -> IdeaQuerySet:
    """What is one's own stands here though it was folded into another post."""
    if viewer and order == "following":
        return ideas.followed_by(viewer)
    if viewer and order == "mine":
        return ideas.filter(author=viewer)
    listed = ideas.listed()
    return listed.needing_vote_of(viewer) if order == "needs" else listed


def _narrowed(ideas: IdeaQuerySet, wish: FilterForm) -> IdeaQuerySet:
    for name in ["board", "kind", "status"]:
        if wish.value(name):
            ideas = ideas.filter(**{name: wish.value(name)})
    if not wish.value("q"):
        return ideas
    search = ideas.search if wish.value("order") else ideas.relevant
    return search(wish.value("q"))


def _bar(request: HttpRequest, wish: FilterForm, order: str) -> SafeString:
    return render_to_string("ideas/_bar.html", {"wish": wish, "order": order}, request)


def _side(request: HttpRequest) -> SafeString:
    viewer = viewer_of(request)
    how_far = kept(
        *("travels", viewer is None), make=lambda: travels(viewer), seconds=TEN_MINUTES
    )
    return render_to_string("ideas/_side.html", {"travels": how_far}, request)


def _while_typing(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The address follows what is wished; only the first letter is a step to go back."""
    wishes = request.GET.copy()
    for name in [name for name in wishes if not wishes[name]]:
        del wishes[name]
    place = f"{request.path}?{wishes.urlencode()}".rstrip("?")
    is_first = "q=" not in request.headers.get("HX-Current-URL", "")
    response["HX-Push-Url" if is_first else "HX-Replace-Url"] = place
    return response


@open_page
def said(request: HttpRequest) -> HttpResponse:
    """What comments and answers say, newest first; answers on the first page."""
    viewer = viewer_of(request)
    wish = FilterForm(request.GET, viewer=viewer)
    asked, cursor = str(wish.value("q") or ""), request.GET.get("cursor", "")
    if asked:
        pass_door("search", member=viewer, key=address_of(request))
    page = {
        "wish": wish,
        "page": _comments(viewer, asked, cursor),
        "answers": [] if cursor else _answers(viewer, asked),
    }
    return render(request, "ideas/said.html", page)


def _comments(viewer: Member | None, asked: str, cursor: str) -> Page[Comment]:
    found = Comment.objects.visible_to(viewer).select_related(
        "author", "conversation", "idea__conversation"
    )
    found = found.search(asked) if asked else found.none()
    return page_of(found, by="-created_at", cursor=cursor)


def _answers(viewer: Member | None, asked: str) -> list[Answer]:
    if not asked:
        return []
    found = Answer.objects.visible_to(viewer).search(asked)
    return list(found.select_related("by", "idea__conversation")[:ANSWERED])
