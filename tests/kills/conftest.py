import pytest


@pytest.fixture(autouse=True)
def _every_test_has_the_database() -> None:
    """Here, no test needs it: the house that is killed has its own."""
