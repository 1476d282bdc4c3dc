"""The disk is full: an apology, nothing lost, and it goes on when there is room."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.house.places import PROJECT

pytestmark = pytest.mark.slow
MOUNT = "mount -t tmpfs -o size=420m,mode=1777 none {0} && exec {1} -m tests.faults.full_disk"


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that the servers' account may enter, as it may not pytest's own."""
    with tempfile.TemporaryDirectory(prefix="hearth-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_was_acknowledged_stays_and_room_is_all_it_takes(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root, to make a small file system")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", MOUNT.format(folder, sys.executable)],
        cwd=PROJECT,
        env=os.environ | {"TMPDIR": str(folder), "HEARTH_PARENT": ""},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])

    assert found["kept"] == found["acknowledged"] > 1
    assert set(found["statuses"]) <= {"500", "503"}
    assert "Nothing" in found["words"] or "moment" in found["words"]
    assert found["health"] == 200
    assert found["seconds until it goes on"] < 60
