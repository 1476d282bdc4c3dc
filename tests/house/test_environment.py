import os
import sys
from pathlib import Path

import pytest

from config.house import environment
from config.house.words import Trouble


def _python(path: Path, *, refuses: str, saying: str) -> Path:
    """A Python that cannot do one thing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'#!/bin/sh\ncase "$*" in *"{refuses}"*) echo "{saying}"; exit 1;; esac\n'
        f'exec "{sys.executable}" "$@"\n'
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).touch()
    return tmp_path / "requirements.lock"


def test_a_missing_venv_module_is_named_with_its_package(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = _python(tmp_path / "bare", refuses="ensurepip", saying="no module")
    monkeypatch.setattr(sys, "executable", str(bare))
    monkeypatch.setenv("PYTHON", str(bare))
    monkeypatch.setenv("PATH", "/bin-without-apt")
    with pytest.raises(
        Trouble, match=r"no venv module: install it .*python3\.\d+-venv"
    ):
        environment.ready(tmp_path / "venv", lock)
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize(
    ("saying", "sentence"),
    [
        ("ERROR: no such package", r"requirements.lock \(ERROR: no such package\)"),
        ("OSError: No space left on device", "is full: free some space"),
    ],
)
def test_what_pip_refuses_is_one_sentence(
    tmp_path: Path, lock: Path, saying: str, sentence: str
) -> None:
    _python(tmp_path / "venv/bin/python", refuses="pip install", saying=saying)
    with pytest.raises(Trouble, match=sentence) as refusal:
        environment.ready(tmp_path / "venv", lock)
    assert "\n" not in str(refusal.value)
    assert os.listdir(tmp_path / "venv") == ["bin"]  # noqa: PTH208 - names only
