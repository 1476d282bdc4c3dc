"""The firm's own sign-on, by OpenID Connect, as the settings name it."""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest

from community.claims import read_claims

PROVIDER = "sso"


def sign_on_app() -> SocialApp | None:
    """What allauth needs to know of it, or None where there is no sign-on."""
    said: dict[str, Any] = settings.SIGN_ON
    if not said["issuer"]:
        return None
    return SocialApp(
        provider="openid_connect",
        provider_id=PROVIDER,
        name=said["name"],
        client_id=said["client_id"],
        secret=said["secret"],
        settings={
            "server_url": said["issuer"],
            "scope": said["scopes"],
            "oauth_pkce_enabled": True,
        },
    )


class SignOn(OpenIDConnectOAuth2Adapter):
    """allauth's, stricter: it judges the signature of a token also where it fetched it
    itself, and keeps nothing of what was said but whom it was said of."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any
    ) -> Any:
        login = super().complete_login(request, app, token, **more)
        said = login.account.extra_data
        proven, asked = said["id_token"], said["userinfo"]
        if asked["sub"] != proven["sub"]:
            raise OAuth2Error("Two answers about different people")
        locales = [code for code, _name in settings.LANGUAGES]
        login.claims = read_claims(proven | asked, settings.SIGN_ON, locales=locales)
        login.account.extra_data = {}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return dict(
            jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        )
