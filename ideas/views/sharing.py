from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from community.actions.limits import pass_door
from community.requests import MemberRequest, address_of, viewer_of
from community.returning import is_htmx
from ideas.actions.shares import share_idea
from ideas.models import Idea, Share


@login_required
def share(request: MemberRequest, pk: int) -> HttpResponse:
    """The member's own link to a post, made when they ask for it."""
    seen = Idea.objects.visible_to(request.user).select_related("conversation")
    idea = get_object_or_404(seen, pk=pk)
    if request.method == "POST":
        link: Share | None = share_idea(idea, by=request.user)
    else:
        link = Share.objects.filter(idea=idea, member=request.user).first()
    address = f"{settings.BASE_URL}{link.get_absolute_url()}" if link else ""
    template = "ideas/_share.html" if is_htmx(request) else "ideas/share.html"
    return render(request, template, {"idea": idea, "address": address})


@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the post, and keep until the visitor has joined who shared it.

    An invitation that they followed before stands.
    """
    viewer = viewer_of(request)
    links = Share.objects.select_related("member__invitation")
    link = get_object_or_404(links, token=token)
    seen = Idea.objects.visible_to(viewer).select_related("conversation")
    idea = get_object_or_404(seen, pk=link.idea_id)
    if viewer is None and link.member.is_active:
        pass_door("shared", key=address_of(request))
        request.session.setdefault("invitation", link.member.invitation.token)
    response = redirect(idea)
    response["Referrer-Policy"] = "no-referrer"
    return response
