"""The short form of `bin/bench kills`: a whole house, killed a few times with -9."""

import json
import os
import subprocess
import sys

import pytest

from config.house.places import PROJECT

SHORT = ["--kills", "4", "--calm", "2", "--members", "24", "--ideas", "8"]
PROMISES = {
    "acknowledged and lost",
    "written twice",
    "ideas whose counts are not their rows and credits",
    "journeys out of order",
    "deliveries that never arrived",
    "acknowledged, and no webhook about it arrived",
    "arrived with a bad signature",
}
CONTROLS = {"caught: no unique index on votes", "caught: no delivery rows"}

pytestmark = pytest.mark.slow


def test_nothing_acknowledged_is_lost_and_each_broken_build_is_caught() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench",
            "kills",
            *SHORT,
            "--hasty",
            "--controls",
            "--json",
        ],
        cwd=PROJECT,
        env={key: each for key, each in os.environ.items() if key != "HEARTH_PARENT"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout, done.stderr
    figures = {one["name"]: one for one in json.loads(done.stdout)["figures"]}
    assert figures["kills"]["value"] == 4
    assert figures["writes acknowledged"]["value"] > 20
    missed = [name for name in PROMISES | CONTROLS if not figures[name]["is_met"]]
    assert missed == [], done.stderr
