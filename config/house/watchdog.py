"""Ends what a house started when the process that started it is gone.

Run as a file of its own: it holds the reading end of a pipe whose other end only its
starter has, so that it wakes however the starter dies. Needs psutil only.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

MARK = "HEARTH_HOUSE"
SERVERS = {"postgres", "valkey-server"}
FORGET = b"forget"


def marked(house: str) -> list[psutil.Process]:
    """Every living process that carries this house's mark in its environment."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(MARK) == house:
                found.append(process)
    return found


def end_marked(house: str, *, patience: float = 10) -> int:
    """First those who use the servers, then the servers; says how many there were."""
    everybody = marked(house)
    if everybody:
        _end(lambda: [one for one in marked(house) if not _serves(one)], patience)
        _end(lambda: marked(house), patience)
    return len(everybody)


def _serves(process: psutil.Process) -> bool:
    try:
        return process.name() in SERVERS
    except psutil.Error:
        return False


def _end(those: Callable[[], list[psutil.Process]], patience: float) -> None:
    deadline = time.monotonic() + patience
    for process in those():
        with contextlib.suppress(psutil.Error):
            # PostgreSQL's fast shutdown is SIGINT; SIGTERM waits for its clients.
            is_postgres = process.name() == "postgres"
            process.send_signal(signal.SIGINT if is_postgres else signal.SIGTERM)
    while (left := those()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()


def main(house: str, *remove: str) -> None:
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.SIG_IGN)
    if sys.stdin.buffer.read() == FORGET:
        return
    end_marked(house)
    for folder in remove:
        shutil.rmtree(Path(folder), ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
