"""One transaction for a whole history: all of it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.db.models import Model

from community.quiet import quiet

Found = TypeVar("Found")
_kept: ContextVar[dict[str, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def replay() -> Iterator[None]:
    """A quiet transaction whose actions set no savepoints of their own.

    They would be a third of all statements, and nothing inside goes on after a
    failure: the first one undoes everything.
    """
    with transaction.atomic(), quiet():
        features = connection.features
        before = features.uses_savepoints
        features.uses_savepoints = False
        token = _kept.set({})
        try:
            yield
        finally:
            _kept.reset(token)
            features.uses_savepoints = before


def tell_planner(*filled: type[Model]) -> None:
    """Take statistics of tables that a replay has filled: before it ends, only it can."""
    tables = ", ".join(model._meta.db_table for model in filled)  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def looked_up(name: str, find: Callable[[], Found]) -> Found:
    """What `find` finds; within a replay it is looked for only once."""
    known = _kept.get()
    if known is None:
        return find()
    if name not in known:
        known[name] = find()
    return cast("Found", known[name])
