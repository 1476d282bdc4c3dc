from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from community.errors import DomainError, NotAllowed, TooOften

STATUS: dict[type[DomainError], int] = {TooOften: 429, NotAllowed: 403}


def answer(problem: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal is `{"code", "detail"}`; bad input adds `"fields"`."""
    if refused := _refused(problem):
        return refused
    response = exception_handler(problem, context)
    if response is None:
        return None
    if isinstance(problem, ValidationError):
        response.data = {
            "code": "invalid",
            "detail": _("Some fields are missing or wrong; see fields."),
            "fields": response.data,
        }
    elif isinstance(problem, APIException):
        response.data = {"code": problem.default_code, "detail": str(problem.detail)}
    elif isinstance(problem, PermissionDenied):
        response.data = {"code": "not_allowed", "detail": _("This is not for you.")}
    else:
        response.data = {"code": "not_found", "detail": _("There is nothing here.")}
    return response


def _refused(problem: Exception) -> Response | None:
    """What is no error of ours. Whether a write was kept, a database that is away, too
    slow or full does not say."""
    if isinstance(problem, DomainError):
        status = STATUS.get(type(problem), 409)
        return Response({"code": problem.code, "detail": str(problem)}, status=status)
    if isinstance(problem, RequestDataTooBig):
        detail = _("Send at most one megabyte at a time.")
        return Response({"code": "too_large", "detail": detail}, status=413)
    if isinstance(problem, OperationalError | InterfaceError):
        body = {"code": "unavailable", "detail": _("The database does not answer now.")}
        return Response(body, status=503, headers={"Retry-After": "5"})
    return None
