"""The processes of one house: started apart, found again, ended together."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from config.house import watchdog
from config.house.account import Account
from config.house.places import PROJECT

BIG_LOG = 5_000_000


class Child:
    """One process in a session of its own, with its own log."""

    def __init__(
        self, popen: "subprocess.Popen[bytes]", log: Path | None, *, log_start: int = 0
    ) -> None:
        self.popen = popen
        self.log = log
        self.log_start = log_start

    @property
    def pid(self) -> int:
        return self.popen.pid

    @property
    def is_running(self) -> bool:
        return self.popen.poll() is None

    def said(self) -> list[str]:
        """The lines it has written to its log since it was started."""
        if self.log is None:
            return []
        with self.log.open("rb") as file:
            file.seek(max(self.log_start, file.seek(0, os.SEEK_END) - 20_000))
            return file.read().decode(errors="replace").splitlines()

    def how_it_ended(self) -> str:
        code = self.popen.returncode or 0
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

    def end(self, stop: signal.Signals, *, patience: float) -> None:
        """Ask, wait, insist; its whole group goes with it."""
        if self.is_running:
            self.popen.send_signal(stop)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.popen.wait(patience)
        self.kill()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.popen.wait()


class Processes:
    """Starts processes that carry the mark of one house and outlive it by no means."""

    def __init__(self, house: Path, account: Account) -> None:
        self.house = str(house)
        self.account = account
        self._children: list[Child] = []
        self._watchdog: Child | None = None
        self._lifeline: IO[bytes] | None = None

    def start(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        log: Path | None,
        cwd: Path = PROJECT,
        doors: tuple[int, ...] = (),
    ) -> Child:
        """With `log` None it writes to our own output: for short steps only."""
        output = self._open(log) if log else None
        log_start = output.tell() if output else 0
        try:
            popen = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env={**env, watchdog.MARK: self.house},
                cwd=cwd,
                pass_fds=doors,
                start_new_session=True,
                umask=0o077,
                **self.account.identity(),
            )
        finally:
            if output:
                output.close()
        child = Child(popen, log, log_start=log_start)
        self._children = [one for one in self._children if one.is_running] + [child]
        return child

    def end_leftovers(self) -> int:
        """End who carries the mark, this run's own and what an earlier one left."""
        count = watchdog.end_marked(self.house)
        for child in self._children:
            child.popen.poll()
        return count

    def keep_watch(self, *remove: Path) -> None:
        """Start the watchdog, or start it again where somebody killed it."""
        if self._watchdog and self._watchdog.is_running:
            return
        popen = subprocess.Popen(
            [sys.executable, "-I", watchdog.__file__, self.house, *map(str, remove)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
        self._lifeline = popen.stdin
        self._watchdog = Child(popen, None)

    def dismiss(self) -> None:
        """All has ended: the watchdog has nothing left to do."""
        if self._watchdog and self._lifeline:
            with contextlib.suppress(OSError):
                self._lifeline.write(watchdog.FORGET)
                self._lifeline.close()
            self._watchdog.kill()
            self._watchdog = self._lifeline = None

    def _open(self, log: Path) -> IO[bytes]:
        if log.exists() and log.stat().st_size > BIG_LOG:
            log.replace(log.with_suffix(".log.1"))
        return log.open("ab")


def wait_until(is_true: Callable[[], bool], *, seconds: float) -> bool:
    """Ask every 50 ms; false when the time is over."""
    deadline = time.monotonic() + seconds
    while not (answer := is_true()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer
