from datetime import timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from community.admin.base import colleague_of
from feedback.admin.strip import flow_of, stops_of
from feedback.measures import co_creators, funnel

SPANS = (30, 90, 365)


def show_measures(request: HttpRequest) -> HttpResponse:
    """Each number with its definition and the rows that it counts."""
    colleague_of(request)
    now = timezone.now()
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else 90
    found = funnel(now - timedelta(days=days), now)
    stops = stops_of(found.total, found.median_wait)
    return render(
        request,
        "desk/measures.html",
        admin.site.each_context(request)
        | {
            "section": "measures",
            "co_creators": co_creators(now),
            "funnel": found,
            "stops": stops,
            "flow": flow_of(stops),
            "spans": SPANS,
            "days": days,
        },
    )
