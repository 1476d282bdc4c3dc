"""Kills one process after the other with -9, at random and at labelled points."""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import psutil
import psycopg

from bench._house import House
from bench._kills_clients import Client
from bench._kills_ledger import Ledger
from bench._receiver import Door

PATIENCE_SECONDS = 90.0


class Arrivals:
    """The newest of what the receiver wrote down, read as it comes."""

    def __init__(self, door: Door) -> None:
        self.file = door.file.open(encoding="utf-8")
        self.rest = ""

    def new(self) -> list[dict]:
        *lines, self.rest = (self.rest + self.file.read()).split("\n")
        return [json.loads(line) for line in lines]


class Killer:
    """`recovered`: seconds from each kill until a write made after it was acknowledged,
    and until a webhook arrived about something that happened after it."""

    def __init__(
        self, house: House, door: Door, ledger: Ledger, *, canary: Client
    ) -> None:
        self.house, self.door, self.ledger = house, door, ledger
        self.canary = canary
        self.arrivals = Arrivals(door)
        self.random = random.Random(7)
        self.kills = Counter[str]()
        self.recovered: list[tuple[float, str]] = []
        self.ways: dict[str, Callable[[], bool]] = {
            "web, right after an answer": self._web_after_answer,
            "worker, as a receiver has it": self._worker_holding,
            "PostgreSQL, as a receiver has it": self._postgres_holding,
            "Valkey": lambda: self._kill("Valkey"),
            "beat": lambda: self._kill("Beat"),
            "worker, with a delivery leased": self._worker_leasing,
            "a web process": self._web_process,
            "a PostgreSQL process": self._postgres_process,
            "web": self._web,
            "worker": lambda: self._kill("Worker"),
            "PostgreSQL": lambda: self._kill("PostgreSQL"),
        }

    def rounds(self, count: int, *, seconds: float, say: Callable[[str], None]) -> None:
        """Every way once before any comes again; ends with the count or the time."""
        ends_at, ways = time.monotonic() + seconds, list(self.ways)
        while True:
            for way in ways:
                if self.total >= count or time.monotonic() > ends_at:
                    return
                self._round(way, say)
            self.random.shuffle(ways)

    @property
    def total(self) -> int:
        return self.kills.total()

    def _round(self, way: str, say: Callable[[str], None]) -> None:
        time.sleep(self.random.uniform(0, 1))
        if not self.ways[way]():
            return
        self.kills[way] += 1
        seconds = self._recovery()
        self.recovered.append((seconds, way))
        say(
            f"kill {self.total}: {way}, back after {seconds:.1f} s; "
            f"{self.ledger.acknowledged:,} acknowledged"
        )

    def _recovery(self) -> float:
        began, wall = time.monotonic(), datetime.now(tz=UTC)
        steps: list[Callable[[], bool]]
        steps = [self._writes, lambda: self._hears_of(wall)]
        while steps and time.monotonic() - began < PATIENCE_SECONDS:
            if steps[0]():
                steps.pop(0)
            time.sleep(0.02)
        return time.monotonic() - began

    def _writes(self) -> bool:
        return self.canary.vote(self.random.choice(self.canary.people))

    def _hears_of(self, wall: datetime) -> bool:
        """Has something arrived that happened after that moment?"""
        times = [one["body"]["timestamp"] for one in self.arrivals.new()]
        return any(datetime.fromisoformat(time) > wall for time in times)

    def _kill(self, label: str) -> bool:
        return _shoot(self.house.pid(label))

    def _web(self) -> bool:
        """The master and its processes at once."""
        pid = self.house.pid("Web")
        return [_shoot(one) for one in [pid, *_children(pid)]] != []

    def _web_process(self) -> bool:
        return _shoot(self._one_of("Web"))

    def _web_after_answer(self) -> bool:
        self.ledger.news_after.clear()
        return self.ledger.news_after.wait(10) and self._web()

    def _worker_holding(self) -> bool:
        self.door.hold()
        return self.door.has_held(seconds=10) and self._kill("Worker")

    def _postgres_holding(self) -> bool:
        self.door.hold()
        return self.door.has_held(seconds=10) and self._kill("PostgreSQL")

    def _worker_leasing(self) -> bool:
        leased = "SELECT EXISTS (SELECT FROM community_delivery WHERE state = 'leased')"
        with self.house.postgres.connect("hearth") as connection:
            for _ in range(400):
                found = connection.execute(leased).fetchone()
                if found and found[0]:
                    return self._kill("Worker")
                time.sleep(0.01)
        return False

    def _postgres_process(self) -> bool:
        """One that serves a client: PostgreSQL then ends all of them and recovers."""
        serving = (
            "SELECT pid FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        try:
            with self.house.postgres.connect("hearth") as connection:
                rows = connection.execute(serving).fetchall()
        except psycopg.Error:
            return False
        return bool(rows) and _shoot(int(str(self.random.choice(rows)[0])))

    def _one_of(self, label: str) -> int:
        return self.random.choice(_children(self.house.pid(label)) or [0])


def _children(pid: int) -> list[int]:
    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def _shoot(pid: int) -> bool:
    try:
        os.kill(pid or -1 << 30, signal.SIGKILL)
    except (ProcessLookupError, OverflowError):
        return False
    return True
