"""Pages by an opaque cursor: cheap at any depth, and stable while rows arrive."""

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the next page or nothing."""

    rows: list[Row]
    cursor: str


def page_of(
    rows: QuerySet[Row],
    *,
    by: str,
    then: str = "-pk",
    cursor: str = "",
    size: int = 20,
) -> Page[Row]:
    """The rows after the cursor, in the order of `by` and `then`, as `order_by` says it.

    A cursor that makes no sense is none.
    """
    rows = _after(rows.order_by(by, then), by=by, then=then, cursor=cursor)
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(found[:size], _write(found[size - 1], by.lstrip("-")) if more else "")


def _write(row: Model, by: str) -> str:
    place = json.dumps([getattr(row, by), row.pk], cls=_Exact)
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _after(rows: QuerySet[Row], *, by: str, then: str, cursor: str) -> QuerySet[Row]:
    try:
        value, pk = _read(cursor)
        same = Q(**{by.lstrip("-"): value})
        return rows.filter(_beyond(by, value) | same & _beyond(then, pk))
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return rows


def _beyond(key: str, value: Any) -> Q:
    name = key.lstrip("-")
    return Q(**{f"{name}__lt" if key.startswith("-") else f"{name}__gt": value})


def _read(cursor: str) -> tuple[datetime | float, int]:
    """A time or a number, and a key. Raises what a wrong value raises."""
    value, pk = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if isinstance(value, str):
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment, int(pk)
    if not math.isfinite(value):
        raise ValueError("no place on a line")
    return value, int(pk)


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
