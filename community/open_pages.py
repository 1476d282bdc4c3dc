"""Pages that are the same for every visitor are drawn once in an edition, and kept."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language_from_request

from community.middleware import Answer
from community.models import Edition

View = TypeVar("View", bound=Callable[..., HttpResponse])
OURS = "is_the_same_for_every_visitor"
ASKED = ["HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL"]  # a part of a page, and from where
NEVER = {"/healthz", "/readyz", "/metrics"}  # they answer without a database


def open_page(view: View) -> View:
    """What this view answers to a visitor holds nothing of theirs, and no token."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, OURS, True)
        return response

    return cast("View", marked)


class OpenPageMiddleware:
    """Answers a visitor from what was drawn in this edition; one query tells which it is.

    An edition ends with the commit of whatever changes an open page, so that a kept
    page is never older than the database. It is drawn anew after a minute all the same,
    since it says how long ago things were.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _comes_with_nothing(request):
            return self.get_response(request)
        key = _key(request)
        if kept := caches["pages"].get(key):
            body, headers = kept
            return _unless_known(request, HttpResponse(body, headers=headers))
        response = self.get_response(request)
        if _may_be_kept(request, response):
            caches["pages"].set(key, (response.content, dict(response.headers)))
        return response


def _unless_known(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """The page, or 304 where it says its version and the visitor has that one."""
    if "ETag" not in page.headers:
        return page
    said = parse_http_date_safe(page.headers.get("Last-Modified", ""))
    answer = get_conditional_response(request, page["ETag"], said, page)
    return cast("HttpResponse", answer)


def _comes_with_nothing(request: HttpRequest) -> bool:
    """No session, no message that waits, no key: a visitor.

    Inside a transaction (a test's) an edition that is not committed looks like the last.
    """
    return (
        request.method == "GET"
        and request.path not in NEVER
        and not connection.in_atomic_block
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _key(request: HttpRequest) -> str:
    parts = [
        Edition.objects.current(),
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        get_language_from_request(request),
        request.get_full_path(),
        *(f"{name}={request.META.get(name)}" for name in ASKED),
    ]
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(response, OURS, False)
        and response.status_code == 200
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
    )
