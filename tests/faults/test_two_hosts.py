"""Two hosts at one PostgreSQL and one Valkey; a cable is pulled, and put back."""

import os

import pytest

from tests.apart import needs_root, run_apart

pytestmark = pytest.mark.slow


def test_a_host_that_is_cut_off_loses_nothing_and_comes_back_by_itself() -> None:
    needs_root()
    given = {"DATABASE_URL", "REDIS_URL", "HEARTH_PARENT", "DEBUG"}
    env = {key: each for key, each in os.environ.items() if key not in given}
    found = run_apart("tests.faults.two_hosts", env=env)

    assert found["both"] == found["twice"] == [302, 302]
    # Alone it says that it cannot serve, and soon; the other goes on.
    assert found["cut off"] == [503, 200]
    assert found["seconds until it says so"] < 40
    assert found["meanwhile"] == [302, 200]
    assert found["sent by one"] == 80
    # With the cable back nobody has to do anything.
    assert found["seconds until it serves"] < 30
    assert found["sent by both"] == 120
    assert found["ready"] == [200, 200]
    # Both beats rang all the time, and a member voted on both hosts: each vote is one.
    assert found["votes"] == 5
    assert found["counts"] == [1, 1, 1, 2]
