"""Webhooks against a whole internet that means harm: nothing inside is ever reached."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_island(*options: str) -> dict[str, Any]:
    """The report of an attack, in a network namespace of its own."""
    alone = ["unshare", "--net", "--mount"]
    if os.geteuid() != 0:
        alone += ["--user", "--map-root-user"]
    can = subprocess.run([*alone, "ip", "link"], check=False, capture_output=True)
    if can.returncode:
        pytest.skip("needs network namespaces (unshare) and the program ip")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "tests.security.island", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_no_name_no_spelling_and_no_redirect_reaches_an_address_inside() -> None:
    report = run_island()
    assert report["tried"] >= 400
    assert report["canaries"] == 0, report["inside"]
    # A receiver outside is reached, and its way inside is an answer and not a way.
    assert report["outcomes"]["307"] >= 20
    # Names that changed their mind were connected to as they were judged.
    assert report["public"] >= 40


def test_without_the_list_the_island_is_wide_open() -> None:
    """The negative control: the same program counts canaries when nothing is judged."""
    assert run_island("--open")["canaries"] > 10
