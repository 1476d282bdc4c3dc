from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from community.requests import MemberRequest
from community.returning import back, refusals_told
from ideas.actions.pins import pin_idea, unpin_idea
from ideas.models import Idea


@login_required
def pin(request: MemberRequest, pk: int) -> HttpResponse:
    """The form says the wished state, as with a vote. For colleagues."""
    shown = Idea.objects.visible_to(request.user).select_related("board")
    idea = get_object_or_404(shown, pk=pk)
    if request.method == "POST":
        act = unpin_idea if request.POST.get("pin") == "off" else pin_idea
        with refusals_told(request):
            act(idea, by=request.user)
    return back(request, idea.get_absolute_url())
