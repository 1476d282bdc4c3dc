from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from community.keeping import kept
from community.models import Firm
from community.requests import edition_of

TRIED = "hearth.firm"  # no header of a request has such a name


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page draws: the firm and the way around."""
    return {
        "firm": SimpleLazyObject(lambda: firm_of(request)),
        "navigation": lambda: _navigation(request),
    }


def firm_of(request: HttpRequest) -> Firm:
    """The firm; in the desk's preview, as it would be."""
    if isinstance(tried := request.META.get(TRIED), Firm):
        return tried
    return kept("firm", edition_of(request), make=Firm.current)


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    links = []
    for name, label in settings.NAVIGATION:
        url = reverse(name)
        is_here = request.path == url
        is_inside = request.path.startswith(url) and not is_here
        current = "page" if is_here else "true" if is_inside else ""
        links.append({"url": url, "label": label, "current": current})
    return links
