"""`bin/bench` lists the measurements, `bin/bench NAME [--json]` takes one.

A bench is a module here with a docstring and `main(argv: list[str]) -> int`. When it is
called, Django is set up on an empty, migrated database of its own with fsync on and its styles collected; a
bench that breaks things starts a whole house itself.
"""

import ast
import importlib
import os
import sys
from pathlib import Path

from config.house import throwaway
from config.house.words import Trouble, plain_failures, say

BENCHES = Path(__file__).parent
NOT_BENCHES = {"__init__", "__main__", "report"}
WITH_A_HOUSE = {"kills", "deliveries", "soak"}


def main(argv: list[str]) -> int:
    """The bench's exit code: 0 if every bar is met."""
    known = benches()
    if not argv or argv[0] in {"-h", "--help"}:
        width = max(map(len, known), default=0)
        for name, line in known.items():
            say(f"{name.ljust(width)}  {line}")
        return 0
    name, *rest = argv
    with plain_failures():
        if name not in known:
            raise Trouble(
                f"There is no bench {name!r}: bin/bench lists those there are."
            )
        if name in WITH_A_HOUSE:
            return _measure(name, rest)
        with throwaway.servers(is_durable=True) as servers:
            os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", **servers}
            os.environ.setdefault("LOG_LEVEL", "WARNING")
            _prepare()
            return _measure(name, rest)


def _measure(name: str, argv: list[str]) -> int:
    return int(importlib.import_module(f"bench.{name}").main(argv))


def benches() -> dict[str, str]:
    """Name and first line of each; underscored modules are parts of others."""
    return {
        path.stem: (_docstring(path) or path.stem).splitlines()[0]
        for path in sorted(BENCHES.glob("[!_]*.py"))
        if path.stem not in NOT_BENCHES and "def main(" in path.read_text("utf-8")
    }


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text("utf-8")))


def _prepare() -> None:
    import django  # noqa: PLC0415 - settings read the environment made above
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
