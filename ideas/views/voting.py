from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.requests import MemberRequest
from community.returning import back, is_htmx, refusals_told
from ideas.actions.follows import follow as follow_idea
from ideas.actions.follows import unfollow
from ideas.actions.votes import cast_vote, withdraw_vote
from ideas.models import Idea
from ideas.reading import backing, idea_for_vote


@login_required
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """The form says the wished state, so that sending it twice changes nothing."""
    if (idea := idea_for_vote(pk, viewer=request.user)) is None:
        raise Http404
    if request.method == "POST":
        wants = request.POST.get("vote") != "off"
        with refusals_told(request):
            (cast_vote if wants else withdraw_vote)(idea, voter=request.user)
            return _state(request, idea, has_voted=wants)
    return back(request, idea.get_absolute_url())


@login_required
def follow(request: MemberRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        act = unfollow if request.POST.get("follow") == "off" else follow_idea
        act(idea, member=request.user)
        return _state(request, idea)
    return back(request, idea.get_absolute_url())


def _state(
    request: MemberRequest, idea: Idea, *, has_voted: bool = False
) -> HttpResponse:
    """The same button, as it stands now."""
    if not is_htmx(request):
        return back(request, idea.get_absolute_url())
    page: dict[str, Any] = {"idea": idea}
    if request.POST.get("as") == "backing":
        now = Idea.objects.for_page(request.user).get(pk=idea.pk)
        page |= {"idea": now, "backing": backing(now)}
        return render(request, "ideas/_backing.html", page)
    return render(request, "ideas/_vote.html", page | {"has_voted": has_voted})
