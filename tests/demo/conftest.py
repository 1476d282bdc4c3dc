from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from feedback.demo.load import SignIn, load_demo

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[SignIn]]:
    """The demo, loaded once for a module; each test's own writes are undone as usual."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo(now=AS_OF)
        transaction.set_rollback(True)
