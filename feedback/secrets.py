"""Secrets of endpoints: made here, sealed before they are stored."""

import base64
import secrets

from community import seals

PREFIX = "whsec_"
SECRET_BYTES = 32
PURPOSE = "hearth.endpoint"


def new_secret() -> str:
    """A fresh secret as Standard Webhooks writes it: `whsec_` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def seal(secret: str) -> str:
    return seals.seal(secret, purpose=PURPOSE)


def unseal(sealed: str) -> str:
    return seals.unseal(sealed, purpose=PURPOSE)
