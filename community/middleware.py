from collections.abc import Callable
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from community.actions.devices import see_device
from community.errors import DomainError, NotAllowed, TooOften
from community.models import Member
from community.returning import was_too_often
from community.second_factor import lacks_second_factor

Answer = Callable[..., HttpResponse]
WAY_IN = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "account_login",
    "account_reauthenticate",
}


class PolicyMiddleware(CSPMiddleware):
    """django-csp, which works out once what it says of every page that asks for no more."""

    @cached_property
    def usual(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        asks = any(
            name.startswith("_csp") for name in [*vars(request), *vars(response)]
        )
        if asks or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response


class AddressMiddleware:
    """An address with a NUL in it is nobody's link: refused before anything reads it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info + unquote(request.META.get("QUERY_STRING", "")):
            return _unreadable(request)
        return self.get_response(request)


class MemberMiddleware:
    """Show times in the member's zone, and note once an hour that they are here."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Member):
            see_device(request.session, agent=request.headers.get("User-Agent", ""))
            try:
                timezone.activate(ZoneInfo(request.user.time_zone))
            except (ZoneInfoNotFoundError, ValueError):
                timezone.deactivate()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class SecondFactorMiddleware:
    """A colleague without a second factor sees nothing but the way to set one up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, *arguments: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.namespace == "api" or match.url_name in WAY_IN:
            return None
        if isinstance(request.user, Member) and lacks_second_factor(request.user):
            return redirect("mfa_activate_totp")
        return None


class RefusalMiddleware:
    """A refusal becomes a message on the page where the member was, never an error page.

    A form that a door refused comes back as it was typed, with status 429.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_too_often.set(False)
        response = self.get_response(request)
        if was_too_often.get() and response.status_code == 200:
            response.status_code = 429
        return response

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
