"""Keeps a house alive: what dies is started again, and all of it ends together."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from config.house.processes import Child, Processes
from config.house.words import Trouble, as_trouble, complain, disk_filling, say

LONGEST_PAUSE = 8.0  # with the start of what died, a house is whole again in 15 s
CALM_AFTER = 10.0
LITTLE_ROOM = 50_000_000
GRACE = {signal.SIGINT: 20.0, signal.SIGTERM: 10.0}


@dataclass
class Member:
    """One process that should be running, and how often it was not."""

    label: str
    start: Callable[[], Child]
    child: Child
    stop_signal: signal.Signals = signal.SIGTERM
    started_at: float = 0.0
    deaths: int = 0
    again_at: float | None = None

    def note_death(self, now: float) -> float:
        """When to try again: at once the first time, then later and later."""
        if now - self.started_at > CALM_AFTER:
            self.deaths = 0
        pause = 0.0 if self.deaths == 0 else min(2.0**self.deaths, LONGEST_PAUSE)
        self.deaths += 1
        self.again_at = now + pause
        return pause


class Stopped(BaseException):
    """Somebody asked us to stop, or who started us is gone; says which."""


class Supervisor:
    """Members in the order they were started, which is the order they depend."""

    def __init__(self, processes: Processes) -> None:
        self.processes = processes
        self.members: list[Member] = []
        self._parent = _parent_to_follow()
        self._is_full = False

    def catch_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._stop)

    def ignore_signals(self) -> None:
        """While ending, which takes seconds: a second Ctrl-C must not cut it short."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def add(
        self,
        label: str,
        start: Callable[[], Child],
        *,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> Child:
        member = Member(label, start, start(), stop_signal, time.monotonic())
        self.members.append(member)
        return member.child

    def watch(self) -> None:
        """Until `Stopped`."""
        while True:
            self.look()
            time.sleep(0.2)

    def look(self) -> None:
        """One round: raise `Stopped` if we should, start again what is due."""
        self.follow_parent()
        self.processes.keep_watch()
        self._look_at_disk()
        for member in self.members:
            self._look_at(member)

    def follow_parent(self) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            raise Stopped("What started Hearth has ended (nohup keeps it running).")

    def first_dead(self) -> Member | None:
        dead = (one for one in self.members if not one.child.is_running)
        return next(dead, None)

    def end(self) -> None:
        """The last started first; then whoever else carries the mark."""
        web_and_workers = [
            one for one in self.members if one.stop_signal == signal.SIGTERM
        ]
        for member in web_and_workers:
            if member.label != "Valkey" and member.child.is_running:
                member.child.popen.send_signal(signal.SIGTERM)
        for member in reversed(self.members):
            member.child.end(member.stop_signal, patience=GRACE[member.stop_signal])
        self.processes.end_leftovers()
        self.processes.dismiss()

    def _look_at_disk(self) -> None:
        """Complain once, and again when it was emptied and fills up once more."""
        free = shutil.disk_usage(self.processes.house).free
        if free < LITTLE_ROOM and not self._is_full:
            complain(disk_filling(self.processes.house))
        self._is_full = free < LITTLE_ROOM

    def _look_at(self, member: Member) -> None:
        if member.child.is_running:
            return
        now = time.monotonic()
        if member.again_at is None:
            pause = member.note_death(now)
            later = f" in {pause:.0f} s" if pause else ""
            how = member.child.how_it_ended()
            say(f"{member.label} ended ({how}); starting it again{later}")
            member.child.kill()
        elif now >= member.again_at:
            self._start_again(member)

    def _start_again(self, member: Member) -> None:
        try:
            member.child = member.start()
        except (Trouble, OSError) as error:
            pause = member.note_death(time.monotonic())
            reason = as_trouble(error) if isinstance(error, OSError) else error
            say(f"{member.label}: {reason} Trying again in {max(pause, 2):.0f} s")
            return
        member.started_at, member.again_at = time.monotonic(), None

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        raise Stopped("Stopping." if number == signal.SIGINT else "Asked to stop.")


def _parent_to_follow() -> int | None:
    """Who started bin/up, unless they detached it on purpose: nohup, setsid, or init."""
    given = os.environ.get("HEARTH_PARENT", "")
    parent = int(given) if given.isdecimal() else os.getppid()
    is_detached = os.getsid(0) == os.getpid()
    ignores_hangup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return None if parent == 1 or is_detached or ignores_hangup else parent
