from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from community.actions.limits import pass_door
from community.models import ApiKey
from community.requests import address_of


class KeyThrottle(BaseThrottle):
    """The API's door, counted atomically in the database by key, else by address."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if isinstance(request.auth, ApiKey):
            pass_door("api", key=request.auth.prefix)
        else:
            asker = address_of(request._request)  # noqa: SLF001 - Django's own
            pass_door("api-anonymous", key=asker)
        return True
