"""Programs that need a network or a disk of their own, and print as JSON what happened."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from config.house.places import PROJECT

NETWORK = ("--net", "--mount")
DISK = ("--mount",)


def run_apart(
    program: str,
    *options: str,
    kinds: tuple[str, ...] = NETWORK,
    first: str = "true",
    env: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Run a module in namespaces of its own, after a line of shell in them.

    Skips the test where the machine allows none, or has no program `ip`.
    """
    alone = ["unshare", *kinds]
    if os.geteuid() != 0:
        alone += ["--user", "--map-root-user"]
    can = subprocess.run([*alone, "ip", "link"], check=False, capture_output=True)
    if can.returncode:
        pytest.skip(f"needs namespaces ({' '.join(alone)}) and the program ip")
    line = f'{first} && exec "$@"'
    done = subprocess.run(
        [*alone, "sh", "-c", line, "sh", sys.executable, "-m", program, *options],
        cwd=PROJECT,
        env=os.environ if env is None else env,
        capture_output=True,
        check=False,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def needs_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")
