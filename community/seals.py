"""Secrets that must be read again are encrypted with a key derived from SECRET_KEY."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(secret: str, *, purpose: str) -> str:
    """Encrypt for the database; what is sealed for one purpose opens for no other."""
    return _box(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """What was sealed; by an older SECRET_KEY too, if it is among the fallbacks."""
    return _box(purpose).decrypt(sealed.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    return _box_of(purpose, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache
def _box_of(purpose: str, *keys: str | bytes) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key, purpose)) for key in keys])


def _derive(key: str | bytes, purpose: str) -> bytes:
    digest = hashlib.blake2b(
        force_bytes(key), digest_size=32, person=purpose.encode()
    ).digest()
    return base64.urlsafe_b64encode(digest)
