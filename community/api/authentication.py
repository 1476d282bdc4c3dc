import hmac
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from community.actions.api_keys import digest, note_use
from community.actions.limits import pass_door
from community.asked_often import asked_often
from community.models import ApiKey, Member
from community.requests import address_of


@asked_often
def _live_key(prefix: str) -> QuerySet[ApiKey]:
    return ApiKey.objects.live().select_related("member").filter(prefix=prefix)


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer hearth_…`. `request.auth` is the key, `request.user` its
    member, or None for an integration."""

    def authenticate(self, request: Request) -> tuple[Member | None, ApiKey] | None:
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        prefix = "_".join(text.split("_")[:2])
        key = _live_key(prefix)
        if key is None or not hmac.compare_digest(key.digest, digest(text.strip())):
            asker = address_of(request._request)  # noqa: SLF001 - Django's own
            pass_door("api-anonymous", key=asker)
            raise AuthenticationFailed(_("This key is unknown or was revoked."))
        if key.member and not key.member.is_active:
            raise AuthenticationFailed(
                _("The member of this key can no longer sign in.")
            )
        note_use(key)
        return key.member, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="hearth"'


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes a key."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
