"""A Hearth whose deliveries are no rows: they are sent after commit, as many do it.

Python reads this at its start in every process of a house that `bin/bench kills
--broken deliveries` breaks on purpose.
"""

import sys
import threading
import time
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

BREAKS = "community.actions.deliveries"


class Breaking(Loader):
    """Load the module as it is, and replace one function."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self.loader.exec_module(module)
        module.enqueue = send_after_commit  # type: ignore[attr-defined]


class Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != BREAKS:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = Breaking(spec.loader)
        return spec


def send_after_commit(channel: str, *, target: str, payload: Any, **_more: Any) -> None:
    from django.db import transaction  # noqa: PLC0415

    values = {"channel": channel, "target": target, "payload": payload}
    thread = threading.Thread(target=send, args=[values], daemon=True)
    transaction.on_commit(thread.start)


def send(values: dict[str, Any]) -> None:
    from community.actions.deliveries import _send  # noqa: PLC0415
    from community.models import Delivery  # noqa: PLC0415

    time.sleep(1)  # a queue on the way
    _send(Delivery(**values))


sys.meta_path.insert(0, Finder())
