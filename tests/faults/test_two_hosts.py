"""Two hosts at one PostgreSQL and one Valkey; a cable is pulled, and put back."""

import json
import os
import subprocess
import sys

import pytest

from config.house.places import PROJECT

pytestmark = pytest.mark.slow


def test_a_host_that_is_cut_off_loses_nothing_and_comes_back_by_itself() -> None:
    alone = ["unshare", "--net", "--mount"]
    can = subprocess.run([*alone, "ip", "link"], check=False, capture_output=True)
    if os.geteuid() != 0 or can.returncode:
        pytest.skip("needs root, network namespaces and the program ip")
    given = {"DATABASE_URL", "REDIS_URL", "HEARTH_PARENT"}
    done = subprocess.run(
        [*alone, sys.executable, "-m", "tests.faults.two_hosts"],
        cwd=PROJECT,
        env={key: each for key, each in os.environ.items() if key not in given},
        capture_output=True,
        check=False,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])

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
