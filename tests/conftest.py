import os

import pytest


@pytest.fixture(autouse=True)
def _every_test_has_the_database(db: None) -> None:
    """The database is the truth, so every test has one."""


@pytest.fixture(autouse=True, scope="session")
def _mail_stays_in_memory() -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
