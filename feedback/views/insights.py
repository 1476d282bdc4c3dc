from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.open_pages import open_page
from community.paging import page_of
from community.requests import MemberRequest, viewer_of
from community.returning import is_htmx, next_of, refusals_in
from feedback.actions.replies import reply
from feedback.forms import ReplyForm
from feedback.learned import insights_for
from feedback.models import Evidence


@open_page
def insight_list(request: HttpRequest) -> HttpResponse:
    insights = insights_for(viewer_of(request))
    cursor = request.GET.get("cursor", "")
    page = page_of(insights, by="-written_at", cursor=cursor)
    template = "_rows" if is_htmx(request) else "list"
    return render(request, f"feedback/insights/{template}.html", {"page": page})


@open_page
def insight(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(insights_for(viewer_of(request)), pk=pk)
    return render(request, "feedback/insights/insight.html", {"insight": found})


@login_required
def evidence(request: MemberRequest, pk: int) -> HttpResponse:
    """Being told: one press says “that's it”, or “not quite” with a word."""
    mine = Evidence.objects.filter(
        conversation__member=request.user, told_at__isnull=False
    )
    rows = mine.select_related("insight__by", "insight__team", "conversation")
    found = get_object_or_404(rows, pk=pk)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            reply(found, by=request.user, **form.cleaned_data)
            thanks = _("Thank you. %(name)s sees it now.")
            messages.success(request, thanks % {"name": found.insight.by.name})
            return redirect(next_of(request, request.path))
    return render(request, "feedback/evidence.html", {"evidence": found, "form": form})
