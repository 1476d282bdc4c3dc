"""Read settings from the environment, and refuse loudly what makes no sense.

What is read is remembered in `declared`, from which the reference is written.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


@dataclass(frozen=True)
class Setting:
    """One variable; without a default it must be set."""

    name: str
    kind: str
    default: str | None


declared: dict[str, Setting] = {}


def text(name: str, default: str | None = None) -> str:
    """The variable, or what stands in the file that NAME_FILE names."""
    return _read(name, "text", default=default)


def flag(name: str, *, default: bool) -> bool:
    shown = "1" if default else "0"
    value = _read(name, "1 or 0", default=shown).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: expected one of 1, 0, yes, no.")
    return value in TRUE


def whole(name: str, default: int, *, kind: str = "whole number") -> int:
    value = _read(name, kind, default=str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number.")
    return int(value)


def seconds(name: str, default: int) -> timedelta:
    return timedelta(seconds=whole(name, default, kind="seconds"))


def moment(name: str) -> datetime:
    """Seconds since 1970, as `date +%s` says; the beginning of time where it is unset."""
    return datetime.fromtimestamp(whole(name, 0, kind="seconds since 1970"), UTC)


def words(name: str, default: str = "") -> list[str]:
    value = _read(name, "words, by commas", default=default)
    return [word.strip() for word in value.split(",") if word.strip()]


def one_of(name: str, *choices: str) -> str:
    """One of the choices, of which the first is the default."""
    value = _read(name, " or ".join(choices), default=choices[0])
    if value not in choices:
        raise ImproperlyConfigured(
            f"{name}={value!r}: expected one of {', '.join(choices)}."
        )
    return value


def folder(name: str, default: Path) -> Path:
    value = _read(name, "folder", default=str(default))
    return Path(value).expanduser().resolve()


def database(name: str) -> dict[str, Any]:
    """Django's settings for `postgres://user:password@host:port/name?option=value`."""
    url = urlsplit(_read(name, "address", default=None))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name}: expected postgres://user:password@host:port/name; "
            "Hearth keeps everything in PostgreSQL."
        )
    options: dict[str, Any] = {
        key: values[-1] for key, values in parse_qs(url.query).items()
    }
    return {
        "ENGINE": "config.database",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(url.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def _read(name: str, kind: str, *, default: str | None) -> str:
    declared[name] = Setting(name, kind, default)
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set, and it has no default.")
    return value
