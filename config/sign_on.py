"""How members prove who they are, besides a password: second factors, passkeys, and the
sign-on of the firm's own (OpenID Connect)."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env

MFA_ADAPTER = "community.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or a code: two factors
MFA_FORMS = {
    "add_webauthn": "community.passkey_forms.PasskeyForm",
    "edit_webauthn": "community.passkey_forms.PasskeyNameForm",
    "login_webauthn": "community.passkey_forms.LoginForm",
    "authenticate_webauthn": "community.passkey_forms.SecondFactorForm",
    "reauthenticate_webauthn": "community.passkey_forms.AgainForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}  # as many as by password

SIGN_ON: dict[str, Any] = {
    "issuer": env.text("OIDC_ISSUER", "").rstrip("/"),
    "client_id": env.text("OIDC_CLIENT_ID", ""),
    "secret": env.text("OIDC_CLIENT_SECRET", ""),
    "name": env.text("OIDC_NAME", "Single sign-on"),
    "scopes": env.words("OIDC_SCOPES", "openid,profile,email"),
    "customer": env.text("OIDC_CLAIM_CUSTOMER", ""),
    "customer_values": env.words("OIDC_CUSTOMER_VALUES"),
    "company": env.text("OIDC_CLAIM_COMPANY", ""),
    "segment": env.text("OIDC_CLAIM_SEGMENT", ""),
    "locale": env.text("OIDC_CLAIM_LOCALE", "locale"),
}
SOCIALACCOUNT_ADAPTER = "community.adapters.SignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that the provider may take


def check(sign_on: dict[str, Any]) -> None:
    """Refuse half a sign-on, and one that whoever listens could read along."""
    issuer = urlsplit(sign_on["issuer"])
    if not sign_on["issuer"]:
        return
    if not (sign_on["client_id"] and sign_on["secret"]):
        raise ImproperlyConfigured(
            "OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."
        )
    is_local = issuer.hostname in {"localhost", "127.0.0.1"}
    if issuer.scheme != "https" and not (issuer.scheme == "http" and is_local):
        raise ImproperlyConfigured("OIDC_ISSUER: expected an address with https.")


check(SIGN_ON)
