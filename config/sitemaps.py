"""The sitemap: an index, and parts of each kind of page."""

from typing import Any

from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from community.canonical import absolute
from community.sitemaps import PeopleMap, SiteMap
from feedback.sitemaps import InsightsMap
from ideas.sitemaps import IdeasMap, PagesMap, ReleasesMap

SECTIONS: dict[str, type[SiteMap]] = {
    "pages": PagesMap,
    "posts": IdeasMap,
    "learned": InsightsMap,
    "releases": ReleasesMap,
    "people": PeopleMap,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = [
        {"location": _address(section, n)}
        for section, made in SECTIONS.items()
        for n in made().numbers
    ]
    found = {"sitemaps": parts}
    return render(request, "sitemap_index.xml", found, content_type="application/xml")


@require_safe
def part(request: HttpRequest, section: str) -> Any:
    """Raises Http404 for a section or a part that there is not."""
    return sitemap(request, {**SECTIONS}, section=section)


def _address(section: str, n: int) -> str:
    address = absolute(reverse("sitemap-part", args=[section]))
    return f"{address}?p={n}" if n > 1 else address
