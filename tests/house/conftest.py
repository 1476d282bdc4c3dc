import pytest


@pytest.fixture(autouse=True)
def _every_test_has_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here, and only here, no test needs it: the house is below the database."""
    monkeypatch.delenv("HEARTH_PARENT", raising=False)  # bin/test's own, not the test's
