"""What a sign-on says of somebody, read strictly: whatever is odd is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


@dataclass(frozen=True)
class Claims:
    """Texts are empty where nothing, or nothing readable, was said."""

    email: str = ""
    is_proven: bool = False
    name: str = ""
    company: str = ""
    segment: str = ""
    locale: str = ""
    is_customer: bool = False


def read_claims(
    said: Mapping[str, Any], names: Mapping[str, Any], *, locales: Sequence[str]
) -> Claims:
    """The claims behind the names that the settings give them.

    An address is proven only where the provider says so in so many words.
    """
    email = _address(said.get("email"))
    proven = said.get("email_verified")
    return Claims(
        email=email,
        is_proven=bool(email) and (proven is True or proven == "true"),
        name=_name(said),
        company=_text(said.get(names["company"]), 120),
        segment=_text(said.get(names["segment"]), 60),
        locale=_locale(_text(said.get(names["locale"]), 12), locales),
        is_customer=_is_customer(said.get(names["customer"]), names["customer_values"]),
    )


def _text(value: object, longest: int) -> str:
    words = value if isinstance(value, str) else ""
    return " ".join(words.replace("\0", "").split())[:longest]


def _address(value: object) -> str:
    email = _text(value, 254).lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email


def _name(said: Mapping[str, Any]) -> str:
    both = f"{_text(said.get('given_name'), 80)} {_text(said.get('family_name'), 80)}"
    chosen = _text(said.get("preferred_username"), 80)
    names = [_text(said.get("name"), 80), both.strip()[:80], chosen]
    return next((name for name in names if name and "@" not in name), "")


def _locale(said: str, locales: Sequence[str]) -> str:
    """Ours that is nearest: `de-AT` is `de` where there is no other."""
    wanted = said.replace("_", "-").lower()
    known = {locale.lower(): locale for locale in locales}
    return known.get(wanted) or known.get(wanted.partition("-")[0], "")


def _is_customer(value: object, values: Sequence[str]) -> bool:
    if not values:
        return value is True or value == "true"
    said = value if isinstance(value, list) else [value]
    return any(str(one) in values for one in said if one is not None)
