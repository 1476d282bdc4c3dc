"""One transaction for a whole history: all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from community.quiet import quiet


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
        try:
            yield
        finally:
            features.uses_savepoints = before
