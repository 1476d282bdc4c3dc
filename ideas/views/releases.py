from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.open_pages import open_page
from community.paging import Page, page_of
from community.requests import MemberRequest, viewer_of
from ideas.actions.credits import refuse_credit
from ideas.cards import cards, rows_of
from ideas.models import Credit, Idea, Release
from ideas.released import for_reading, posts_of, thanked

A_PAGE = 10


@open_page
def release_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = page_of(
        for_reading(Release.objects.visible_to(viewer), viewer),
        by="-released_at",
        cursor=request.GET.get("cursor", ""),
        size=A_PAGE,
    )
    shown = [(each, posts_of(each), thanked(each.credits.all())) for each in page.rows]
    return render(request, "ideas/releases.html", {"page": page, "releases": shown})


@open_page
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """To the firm's own people also what is still being written."""
    viewer = viewer_of(request)
    readable = for_reading(Release.objects.readable_by(viewer), viewer)
    found = get_object_or_404(readable, slug=slug)
    posts = Idea.objects.filter(pk__in=[each.pk for each in posts_of(found)])
    rows = rows_of(Page(list(posts.places().order_by("-best", "-pk")), "")).rows
    own = Credit.objects.filter(release=found, member=viewer) if viewer else None
    page = {
        "release": found,
        "cards": cards(request, rows),
        "thanked": thanked(found.credits.all()),
        "own": own.first() if own is not None else None,
    }
    return render(request, "ideas/release.html", page)


@login_required
def named(request: MemberRequest, pk: int) -> HttpResponse:
    """Whether one is named; the form says the wished state."""
    rows = Credit.objects.filter(release__published_at__isnull=False)
    credit = get_object_or_404(
        rows.select_related("release"), pk=pk, member=request.user
    )
    if request.method == "POST":
        is_refused = request.POST.get("named") == "off"
        refuse_credit(credit, by=request.user, is_refused=is_refused)
    return redirect(credit.release or "ideas:release-list")
