import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.logs import named, note
from config.operating.requests import count

log = logging.getLogger("config.requests")

GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
# Asked every few seconds, or answered without work: counted, not told.
SILENT = {"healthz", "readyz", "metrics", "static", "kept page"}
Answer = Callable[[HttpRequest], HttpResponse]


class RequestMiddleware:
    """Name each request, count it, and tell of it in one line that says nothing of who.

    The route stands for the address, which may hold a name or a search.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _given(request) or uuid.uuid4().hex
        began = time.perf_counter()
        with named(request_id=request_id):
            response = self.get_response(request)
            took = time.perf_counter() - began
            _tell(request, response, took=took)
        response["X-Request-ID"] = request_id
        return response


def _given(request: HttpRequest) -> str | None:
    """What a proxy named it, unless that could not be an id."""
    given = request.headers.get("X-Request-ID", "")
    return given if GIVEN.fullmatch(given) else None


def _tell(request: HttpRequest, response: HttpResponse, *, took: float) -> None:
    route = _route(request, response)
    count(route, request.method or "", response.status_code, took=took)
    if route not in SILENT and log.isEnabledFor(logging.INFO):
        note(
            log,
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(took * 1000, 1),
        )


def _route(request: HttpRequest, response: HttpResponse) -> str:
    """The route's name; what was answered before it was looked up has none."""
    if match := request.resolver_match:
        return match.view_name or "unnamed"
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return "kept page" if response.status_code == 200 else "none"
