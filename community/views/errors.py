from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a stale page: say so, and how to go on without losing anything."""
    detail = _(
        "This page was open for so long that its form is no longer valid. Go back, "
        "copy what you wrote if it is long, reload the page and send it again."
    )
    return render(request, "403.html", {"detail": detail}, status=403)
