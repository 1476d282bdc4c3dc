from collections.abc import Callable
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from community.errors import DomainError, NotAllowed, TooOften
from community.models import Member

Answer = Callable[[HttpRequest], HttpResponse]


class AddressMiddleware:
    """An address with a NUL in it is nobody's link: refused before anything reads it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info + unquote(request.META.get("QUERY_STRING", "")):
            return _unreadable(request)
        return self.get_response(request)


class MemberMiddleware:
    """Show times in the member's zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Member):
            try:
                timezone.activate(ZoneInfo(request.user.time_zone))
            except (ZoneInfoNotFoundError, ValueError):
                timezone.deactivate()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class RefusalMiddleware:
    """A refusal becomes a message on the page where the member was, never an error page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, problem: Exception
    ) -> HttpResponse | None:
        if isinstance(problem, TooOften):
            return render(request, "429.html", {"detail": str(problem)}, status=429)
        if isinstance(problem, NotAllowed):
            return render(request, "403.html", {"detail": str(problem)}, status=403)
        if isinstance(problem, DomainError):
            messages.error(request, str(problem))
            return redirect(_origin(request))
        return None


def _unreadable(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        detail = _("The address holds a NUL character.")
        return JsonResponse({"code": "invalid", "detail": detail}, status=400)
    return render(request, "400.html", status=400)


def _origin(request: HttpRequest) -> str:
    back = request.headers.get("Referer", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(back, here, require_https=request.is_secure()):
        return back
    return reverse("ideas:home")
