"""Errors reported to Sentry, or what speaks its language; off without SENTRY_DSN.

Type, place, route and request id go out; never what was said, an address or who.
"""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ImproperlyConfigured

from config.logs import ids

if TYPE_CHECKING:
    from sentry_sdk.types import Event

KEPT = {"event_id", "timestamp", "platform", "level", "logger", "sdk", "exception"}


def report_errors(address: str, **options: Any) -> None:
    try:
        import sentry_sdk  # noqa: PLC0415 - an extra that few need
    except ImportError as problem:
        raise ImproperlyConfigured(
            'SENTRY_DSN needs a package that is not installed: pip install "sentry-sdk".'
        ) from problem
    sentry_sdk.init(
        dsn=address,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_words,
        **options,
    )


def without_words(event: "Event", _hint: dict[str, Any]) -> "Event":
    """Only what names the error; the ids find the rest in the logs."""
    small: dict[str, Any] = {key: each for key, each in event.items() if key in KEPT}
    for raised in small.get("exception", {}).get("values", []):
        raised.pop("value", None)
        for frame in raised.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    small["tags"] = dict(ids.get())
    return cast("Event", small)
