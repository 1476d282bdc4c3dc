from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.models import Member
from community.open_pages import open_page
from community.requests import viewer_of
from ideas.actions.votes import mark_seen
from ideas.forms import CommentForm
from ideas.models import Idea
from ideas.places import place_of
from ideas.reading import backing, near, shapers
from ideas.talk import talk_about


@open_page
def idea(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    found = get_object_or_404(Idea.objects.visible_to(viewer).for_page(viewer), pk=pk)
    shown = found
    if found.merged_into_id:
        folds = Idea.objects.visible_to(viewer).select_related("conversation")
        shown = get_object_or_404(folds, pk=found.merged_into_id)
    if request.path != shown.get_absolute_url():
        return redirect(f"{shown.get_absolute_url()}{_query(request)}")
    if viewer:
        mark_seen(found, member=viewer)
    return render(request, "ideas/idea.html", _about(request, found, viewer))


def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a post stands where it stands in the list; what is not listed stands nowhere.

    No open page: every look at a post would make it another one.
    """
    viewer = viewer_of(request)
    listed = Idea.objects.visible_to(viewer).listed().for_page(viewer)
    found = get_object_or_404(listed, pk=pk)
    page = {"idea": found, "place": place_of(found, viewer)}
    return render(request, "ideas/why.html", page)


def _query(request: HttpRequest) -> str:
    """What the old address asked for, the comment of a link among it."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _about(request: HttpRequest, idea: Idea, viewer: Member | None) -> dict[str, Any]:
    return {
        "idea": idea,
        "backing": backing(idea),
        "answer": idea.answers.select_related("by", "contested_by").first(),
        "folded": idea.folded.visible_to(viewer).select_related(
            "conversation", "author"
        ),
        "talk": talk_about(request, idea),
        "shapers": shapers(idea, viewer),
        "near": near(idea, viewer),
        "comment_form": CommentForm(),
    }
