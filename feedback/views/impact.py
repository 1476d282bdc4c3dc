from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from community.requests import MemberRequest
from community.returning import is_htmx
from feedback.impact import said_by, totals_of


@login_required
def impact(request: MemberRequest) -> HttpResponse:
    """Only one's own; the address names nobody."""
    page, said = said_by(request.user, cursor=request.GET.get("cursor", ""))
    if is_htmx(request):
        shown = {"page": page, "said": said}
        return render(request, "feedback/impact/_rows.html", shown)
    shown = {"page": page, "said": said, "totals": totals_of(request.user)}
    return render(request, "feedback/impact/impact.html", shown)
