from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from community.actions.members import find_invitation, open_invitation
from community.errors import InvitationSpent
from community.requests import MemberRequest, viewer_of


@login_required
def invite(request: MemberRequest) -> HttpResponse:
    link = open_invitation(request.user) if _has_asked(request) else None
    address = f"{settings.BASE_URL}{link.get_absolute_url()}" if link else ""
    brought = request.user.brought.present().order_by("-joined_at")[:30]
    page = {"address": address, "brought": brought}
    return render(request, "community/account/invite.html", page)


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Keep who invited until the visitor has joined; the link goes to nobody else."""
    if viewer_of(request):
        return redirect("ideas:home")
    try:
        found = find_invitation(token)
        request.session["invitation"] = token
    except InvitationSpent:
        found = None
    page = {"host": found.member if found else None}
    response = render(request, "community/account/invitation.html", page)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _has_asked(request: MemberRequest) -> bool:
    return request.method == "POST" or hasattr(request.user, "invitation")
