"""Real data beside the project; a check that needs it is skipped where it is absent."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def real_data(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"real data is absent: {path}")
    return path
