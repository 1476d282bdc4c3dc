"""`bin/test`: the suite on servers of its own, one worker per core."""

import os
import subprocess
import sys
from collections.abc import Sequence

from config.house import throwaway
from config.house.places import PROJECT
from config.house.words import plain_failures

PARALLEL = ["-n", "logical", "--dist", "worksteal"]


def main(argv: Sequence[str]) -> int:
    """pytest's own exit code."""
    with plain_failures(), throwaway.servers() as servers:
        return pytest([*PARALLEL, *argv], env=servers)


def pytest(arguments: Sequence[str], *, env: dict[str, str]) -> int:
    """Run it here, on this terminal: Ctrl-C reaches it, and we wait for its last word."""
    child = subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=PROJECT,
        env={**os.environ, **env},
    )
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
