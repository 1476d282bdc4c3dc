import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

API = "/api/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a stale page: say so, and how to go on without losing anything."""
    detail = _(
        "This page was open for so long that its form is no longer valid. Go back, "
        "copy what you wrote if it is long, reload the page and send it again."
    )
    return render(request, "403.html", {"detail": detail}, status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read. Nothing here reads it again, not even for a form's token."""
    if request.path.startswith(API):
        detail = _("That could not be read.")
        return JsonResponse({"code": "invalid", "detail": detail}, status=400)
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere, in the words of whoever asked."""
    if request.path.startswith(API):
        detail = _("There is nothing here.")
        return JsonResponse({"code": "not_found", "detail": detail}, status=404)
    return page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody caught. Where the database is away it passes: say when to try again."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status, code = (503, "unavailable") if is_away else (500, "broken")
    if request.path.startswith(API):
        detail = _("The database is away.") if is_away else _("Something broke here.")
        response: HttpResponse = JsonResponse(
            {"code": code, "detail": detail}, status=status
        )
    else:
        response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if is_away:
        response["Retry-After"] = "5"
    return response
