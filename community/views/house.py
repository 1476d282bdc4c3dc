"""What the firm made its own: its colours, its pictures, its legal pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control

from community.house import rules_of
from community.models import LegalPage, LegalVersion, Picture
from community.open_pages import open_page
from community.requests import viewer_of

A_YEAR = 31_536_000  # seconds


def colours(request: HttpRequest, light: str, dark: str) -> HttpResponse:
    """The sheet of these two colours. Its address says all that it holds, so that it is
    never stale, and the desk can show colours that are not saved."""
    rules = rules_of(f"#{light}", f"#{dark}")
    response = HttpResponse(rules, content_type="text/css; charset=utf-8")
    patch_cache_control(response, max_age=A_YEAR, immutable=True)
    return response


def picture(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    """A picture that the visitor may see; what its address holds never changes."""
    shown = Picture.objects.shown_to(viewer_of(request))
    found = get_object_or_404(shown, digest=digest, kind=kind)
    response = HttpResponse(found.content, content_type=f"image/{found.kind}")
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response


@open_page
def legal(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """The text that holds now and since when, or as it stood for a while before."""
    page = get_object_or_404(LegalPage.objects.published(), slug=slug)
    versions = list(page.versions.defer("text"))
    asked = number or versions[0].number if versions else 0
    version = get_object_or_404(LegalVersion, page=page, number=asked)
    around = {"page": page, "version": version, "versions": versions}
    return render(request, "community/legal.html", around)
