from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.actions.limits import pass_door
from community.models import Member
from community.open_pages import open_page
from community.paging import page_of
from community.requests import address_of, viewer_of
from community.returning import is_htmx
from ideas.actions.votes import mark_seen
from ideas.forms import CommentForm, FilterForm
from ideas.models import Idea
from ideas.models.idea import IdeaQuerySet
from ideas.reading import backing, discussion, shapers
from ideas.travels import travels

A_PAGE = 30
ORDERS = {"best": "best", "trending": "trending", "new": "created_at"}


@open_page
def idea_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    wish = FilterForm(request.GET, viewer=viewer)
    if wish.value("q"):
        pass_door("search", member=viewer, key=address_of(request))
    ideas = Idea.objects.visible_to(viewer).listed().for_list(viewer)
    order = wish.value("order") or ("" if wish.value("q") else "best")
    page = page_of(
        _narrowed(ideas, wish),
        by=ORDERS.get(order, "relevance"),
        cursor=request.GET.get("cursor", ""),
        size=A_PAGE,
    )
    found = {"wish": wish, "order": order, "page": page}
    if not is_htmx(request):
        found |= {"travels": travels(viewer), "is_whole": True}
        return render(request, "ideas/list.html", found)
    if "cursor" in request.GET:
        return render(request, "ideas/_rows.html", found)
    return _while_typing(request, render(request, "ideas/list.html", found))


@open_page
def idea(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    viewer = viewer_of(request)
    found = get_object_or_404(Idea.objects.visible_to(viewer).for_page(viewer), pk=pk)
    shown = found.merged_into or found
    if request.path != shown.get_absolute_url():
        return redirect(shown)
    if viewer:
        mark_seen(found, member=viewer)
    return render(request, "ideas/idea.html", _about(request, found, viewer))


def _while_typing(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The address follows what is wished; only the first letter is a step to go back."""
    wishes = request.GET.copy()
    for name in [name for name in wishes if not wishes[name]]:
        del wishes[name]
    place = f"{request.path}?{wishes.urlencode()}".rstrip("?")
    is_first = "q=" not in request.headers.get("HX-Current-URL", "")
    response["HX-Push-Url" if is_first else "HX-Replace-Url"] = place
    return response


def _narrowed(ideas: IdeaQuerySet, wish: FilterForm) -> IdeaQuerySet:
    if wish.value("q"):
        ideas = ideas.search(wish.value("q"))
    for name in ["board", "kind", "status"]:
        if wish.value(name):
            ideas = ideas.filter(**{name: wish.value(name)})
    return ideas


def _about(request: HttpRequest, idea: Idea, viewer: Member | None) -> dict[str, Any]:
    near = Idea.objects.visible_to(viewer).listed().like(idea.title)
    return {
        "idea": idea,
        "backing": backing(idea),
        "answer": idea.answers.select_related("by", "contested_by").first(),
        "folded": idea.folded.visible_to(viewer).select_related(
            "conversation", "author"
        ),
        "talk": discussion(idea, viewer, request.GET),
        "shapers": shapers(idea),
        "near": near.select_related("conversation").exclude(pk=idea.pk)[:3],
        "comment_form": CommentForm(),
    }
