from django.views import View
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from community.models import ApiKey


class HasScope(BasePermission):
    """Deny first: a view names the scope each action needs in `scopes`.

    `scopes = {"list": "read", "create": "post"}`; an action that is not named is
    refused. `needs_member` lists actions that an integration's key cannot do.
    """

    def has_permission(self, request: Request, view: View) -> bool:
        action = getattr(view, "action", None) or (request.method or "").lower()
        scope = getattr(view, "scopes", {}).get(action)
        key = request.auth
        if scope is None or not isinstance(key, ApiKey) or scope not in key.scopes:
            return False
        return bool(key.member) or action not in getattr(view, "needs_member", ())
