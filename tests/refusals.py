"""Try to break a rule of the database and expect it to refuse by name."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction


def assert_refused(name: str, attempt: Callable[[], object]) -> None:
    """The database refuses, and says that the constraint `name` is why."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    assert refusal.value.__cause__.diag.constraint_name == name
