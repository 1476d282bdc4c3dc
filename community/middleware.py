from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from community.errors import DomainError, NotAllowed, TooOften
from community.models import Member

Answer = Callable[[HttpRequest], HttpResponse]


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


def _origin(request: HttpRequest) -> str:
    back = request.headers.get("Referer", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(back, here, require_https=request.is_secure()):
        return back
    return reverse("ideas:home")
