from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from community.actions.limits import pass_door
from community.models import ApiKey


class KeyThrottle(BaseThrottle):
    """The API's door, counted atomically in the database by key, else by address."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if isinstance(request.auth, ApiKey):
            pass_door("api", key=request.auth.prefix)
        else:
            pass_door("api-anonymous", key=request.META.get("REMOTE_ADDR", ""))
        return True
