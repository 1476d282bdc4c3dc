"""`bin/check`: every rule in one list of named steps; `--fix` mends what tools can mend."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from config.house import locks
from config.house.places import PROJECT
from config.house.words import say

APPS = ["community", "ideas", "feedback", "config"]
CODE = [*APPS, "tests", "bench", "manage.py"]
PYTEST = ["-m", "pytest", "-q", "--noconftest"]  # these rules need no database
LONGEST = 100
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as c; c()"
STEPS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "layers": ["-c", LINT_IMPORTS],
    "templates": ["-m", "djlint", *APPS[:3], "--lint", "--quiet"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "spelling": ["-m", "codespell_lib", *CODE, "docs", "bin"],
    "architecture": [*PYTEST, "tests/test_architecture.py"],
}
FIXES: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "--fix", "."],
    "format": ["-m", "ruff", "format", "."],
}
ENVIRONMENT = {
    "SECRET_KEY": "bR7-for-checks-only-4Kx9qLw2vTz8nYc5mHd3sJf6gPa1eUo0iXyQZ",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "BASE_URL": "https://hearth.example",
    "ALLOWED_HOSTS": "hearth.example",
    "DEBUG": "0",
    "PYTHONWARNINGS": "ignore:Got an error checking a consistent:RuntimeWarning",
}


def main(argv: Sequence[str]) -> int:
    """0 if every step is fine; what a failing step said is printed."""
    if "--fix" in argv:
        for name, arguments in FIXES.items():
            _run(name, arguments)
    failed = [name for name, arguments in STEPS.items() if not _run(name, arguments)]
    if complaints := locks.complaints():
        say("\n".join(["FAILED  locks", *complaints]))
        failed.append("locks")
    else:
        say("ok      locks")
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything is fine.")
    return 1 if failed else 0


def _run(name: str, arguments: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    is_fine = done.returncode == 0
    say(f"{'ok    ' if is_fine else 'FAILED'}  {name} {time.monotonic() - began:.1f} s")
    if not is_fine:
        lines = done.stdout.rstrip().splitlines()
        say("\n".join(lines[-LONGEST:]))
        if len(lines) > LONGEST:
            say(f"({len(lines) - LONGEST} lines before these are left out)")
    return is_fine


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
