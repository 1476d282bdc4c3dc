"""The disk is full: an apology, nothing lost, and it goes on when there is room."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apart import DISK, needs_root, run_apart

pytestmark = pytest.mark.slow


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that the servers' account may enter, as it may not pytest's own."""
    with tempfile.TemporaryDirectory(prefix="hearth-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_was_acknowledged_stays_and_room_is_all_it_takes(folder: Path) -> None:
    needs_root()
    found = run_apart(
        "tests.faults.full_disk",
        kinds=DISK,
        first=f"mount -t tmpfs -o size=420m,mode=1777 none {folder}",
        env=os.environ | {"TMPDIR": str(folder), "HEARTH_PARENT": ""},
    )

    assert found["kept"] == found["acknowledged"] > 1
    assert set(found["statuses"]) <= {"500", "503"}
    assert "Nothing" in found["words"] or "moment" in found["words"]
    assert found["health"] == 200
    assert found["seconds until it goes on"] < 60
