"""A whole Hearth for a bench that breaks things: the processes of `bin/up`, supervised."""

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from config.house import readiness
from config.house.account import Account, for_servers
from config.house.places import PROJECT, Places
from config.house.postgres import Postgres
from config.house.processes import Processes
from config.house.roles import Roles
from config.house.supervisor import Supervisor
from config.house.valkey import Valkey
from config.house.words import Trouble

GIVEN = ("DATABASE_URL", "REDIS_URL", "HEARTH_DATA", "BASE_URL", "PORT", "HOST")


class House:
    """Its servers and roles; `victims` are its processes by name."""

    def __init__(self, folder: Path) -> None:
        servants = for_servers()
        self.places = Places(data=folder, account=servants)
        self.processes = Processes(folder, servants)
        self.supervisor = Supervisor(self.processes)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self.listener.getsockname()[1])
        can_run = servants.can_enter(PROJECT) and servants.can_run(Path(sys.executable))
        ours = self.processes if can_run else Processes(folder, Account())
        self.roles = Roles(self.places, ours, listener=self.listener)
        self.postgres = Postgres(self.places, self.processes)
        self.valkey = Valkey(self.places, self.processes)
        self._is_over = threading.Event()

    def bring_up(self, *, has_beat: bool = True) -> None:
        """Servers, tables, web, worker and beat; ready when it comes back."""
        self.places.make()
        self.processes.keep_watch(self.places.data)
        for server in (self.postgres, self.valkey):
            self.supervisor.add(
                server.label, server.start, stop_signal=server.stop_signal
            )
        self.roles.env |= self.environment()
        self._prepare()
        self.supervisor.add("Web", self.roles.start_web)
        self.supervisor.add("Worker", self.roles.start_worker)
        if has_beat:
            self.supervisor.add("Beat", self.roles.start_beat)
        readiness.wait(self.supervisor, port=self.port)
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _prepare(self) -> None:
        """As `bin/up` does it, with its words in a log: stdout is the report's."""
        child = self.roles.processes.start(
            [sys.executable, "-m", "config.house.prepare", "empty"],
            env=self.roles.env,
            log=self.places.logs / "prepared.log",
        )
        if child.popen.wait():
            raise Trouble("\n".join(child.said()))

    def environment(self) -> dict[str, str]:
        """What Django needs to know, here and in every process of the house."""
        return {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "SECRET_KEY": "for-one-run-only-" + "x" * 50,
            "HEARTH_DATA": str(self.places.data),
            "BASE_URL": f"http://localhost:{self.port}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "WEBHOOK_ALLOW_LOCAL": "1",
            "DEBUG": "0",
            "LOG_LEVEL": "WARNING",
        }

    def pid(self, label: str) -> int:
        return next(
            one.child.pid for one in self.supervisor.members if one.label == label
        )

    def end(self) -> None:
        self._is_over.set()
        if hasattr(self, "_keeper"):
            self._keeper.join(30)
        self.supervisor.end()
        self.listener.close()

    def _keep(self) -> None:
        while not self._is_over.is_set():
            self.supervisor.look()
            time.sleep(0.1)


@contextlib.contextmanager
def house(*, has_beat: bool = True) -> Iterator[House]:
    """Up in a throwaway folder, Django set up on it here, and gone afterwards.

    What the house says goes to a file in its folder, and is shown where it fails.
    """
    folder = Path(tempfile.mkdtemp(prefix="hearth-"))
    folder.chmod(0o755)
    kept = {name: os.environ.pop(name) for name in GIVEN if name in os.environ}
    with (folder / "house.log").open("w", encoding="utf-8") as said:
        running = House(folder)
        try:
            with contextlib.redirect_stdout(said):
                os.environ |= running.environment()
                running.bring_up(has_beat=has_beat)
                _set_up_django()
                yield running
        except BaseException:
            said.flush()
            sys.stderr.write((folder / "house.log").read_text(encoding="utf-8"))
            raise
        finally:
            with contextlib.redirect_stdout(said):
                running.end()
            os.environ |= kept
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(running.places.sockets, ignore_errors=True)


def _set_up_django() -> None:
    import django  # noqa: PLC0415 - settings read the environment made above

    django.setup()
