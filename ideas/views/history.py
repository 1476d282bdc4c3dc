from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.history import history_of
from community.open_pages import open_page
from community.requests import viewer_of
from ideas.models import Comment, Idea


@open_page
def idea_history(request: HttpRequest, pk: int) -> HttpResponse:
    shown = Idea.objects.visible_to(viewer_of(request))
    found = get_object_or_404(shown.select_related("conversation", "author"), pk=pk)
    return _drawn(request, found)


@open_page
def comment_history(request: HttpRequest, pk: int) -> HttpResponse:
    shown = Comment.objects.visible_to(viewer_of(request))
    rows = shown.select_related("conversation", "author", "idea__conversation")
    return _drawn(request, get_object_or_404(rows, pk=pk))


def _drawn(request: HttpRequest, said: Idea | Comment) -> HttpResponse:
    """Whoever may read what it says now may read what it said before."""
    cursor = request.GET.get("cursor", "")
    page = {"said": said, "history": history_of(said.conversation, cursor=cursor)}
    return render(request, "ideas/history.html", page)
