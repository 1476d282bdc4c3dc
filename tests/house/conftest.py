import pytest


@pytest.fixture(autouse=True)
def _every_test_has_the_database() -> None:
    """Here, and only here, no test needs it: the house is below the database."""
