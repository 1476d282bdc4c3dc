"""The processes that are Hearth itself: one to prepare, three that stay."""

import compileall
import os
import shutil
import socket
import sys
import time

from config.house.places import PACKAGES, PROJECT, Places
from config.house.processes import Child, Processes
from config.house.words import Trouble

PASSED_ON = ("DATABASE_URL", "REDIS_URL", "HEARTH_LOCK", "HEARTH_PARENT")


class Roles:
    """How each of them is called, and the environment they share."""

    def __init__(
        self, places: Places, processes: Processes, *, listener: socket.socket
    ) -> None:
        self.places = places
        self.processes = processes
        self.listener = listener
        port = listener.getsockname()[1]
        ours = {
            "HOME": str(places.data),
            "HEARTH_DATA": str(places.data),
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "MALLOC_ARENA_MAX": "2",  # threads share their memory; glibc hoards otherwise
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "HEARTH_STARTED_AT": str(int(time.time())),
        }
        kept = {key: value for key, value in os.environ.items() if key not in PASSED_ON}
        self.env = {"BASE_URL": f"http://localhost:{port}", **kept, **ours}

    def prepare(self, first: list[str]) -> None:
        """Wait until it is done; where it ends with 1 it has said why."""
        if self.places.account.uid is not None:
            for (
                package
            ) in PACKAGES:  # the servers' account cannot write beside the code
                compileall.compile_dir(PROJECT / package, quiet=2)
        child = self.processes.start(
            [sys.executable, "-m", "config.house.prepare", *first],
            env={"LOG_LEVEL": "WARNING", "STATEMENT_TIMEOUT": "0", **self.env},
            log=None,
        )
        try:
            code = child.popen.wait()
        finally:
            child.kill()
        if code == 1:
            raise SystemExit(1)
        if code:
            raise Trouble(
                f"Preparing was cut short ({child.how_it_ended()}): try again."
            )

    def start_web(self) -> Child:
        door, figures = self.listener.fileno(), self.places.state / "figures"
        shutil.rmtree(figures, ignore_errors=True)  # of one that was killed
        figures.mkdir()
        self.processes.account.own(figures)
        command = ["gunicorn", "-c", "python:config.house.gunicorn"]
        return self._start(
            "web",
            *command,
            "-b",
            f"fd://{door}",
            doors=(door,),
            PROMETHEUS_MULTIPROC_DIR=str(figures),
        )

    def start_worker(self) -> Child:
        return self._start("worker", "config.house.worker")

    def start_beat(self) -> Child:
        times = str(self.places.state / "beat")
        return self._start("beat", "config.house.beat", times)

    def _start(
        self,
        name: str,
        module: str,
        *options: str,
        doors: tuple[int, ...] = (),
        **extra: str,
    ) -> Child:
        return self.processes.start(
            [sys.executable, "-m", module, *options],
            env=self.env | extra,
            log=self.places.logs / f"{name}.log",
            doors=doors,
        )
