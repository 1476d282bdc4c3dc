import os
import subprocess
from pathlib import Path

import pytest

from bench.__main__ import benches
from bench.report import Report
from config.house import locks
from config.house.places import PROJECT


def test_the_lock_files_are_what_the_project_asks_for() -> None:
    assert locks.complaints() == []


def test_a_lock_file_that_lags_behind_is_noticed(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace('"nh3~=0.3.8"', '"nh3~=9.0"'))
    assert len(locks.complaints(tmp_path)) == 2


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for name in ("python3", "dirname"):
        real = "/usr/bin/dirname"
        body = f'exec {real} "$@"' if name == "dirname" else "exit 1"
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    script = (PROJECT / "bin" / "python").read_text(encoding="utf-8")
    copy = tmp_path / "python"
    copy.write_text(script.replace("/usr/", "/no/").replace("/opt/", "/no/"))
    done = subprocess.run(
        ["/bin/sh", copy, "up"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1
    assert "Hearth needs Python 3.11 or newer" in done.stderr


def test_help_starts_nothing() -> None:
    done = subprocess.run(
        [PROJECT / "bin" / "up", "--help"],
        capture_output=True,
        check=False,
        env={**os.environ, "HEARTH_CALLED_FROM": "/"},
        text=True,
    )
    assert done.returncode == 0
    assert "--no-demo" in done.stdout


def test_every_bench_says_what_it_measures() -> None:
    assert all(line.endswith((".", ":")) or line for line in benches().values())


def test_a_missed_bar_is_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("example", [])
    report.figure("speed", 5, "rows/s", bar=10, floor=50)
    assert report.finish() == 1
    assert "NOT MET" in capsys.readouterr().out


def test_a_bar_may_be_a_ceiling() -> None:
    report = Report("example", ["--json"])
    report.figure("wait", 5, "s", bar=10, at_least=False)
    assert report.finish() == 0
