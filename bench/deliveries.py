"""A backlog of webhooks: how fast it drains, in how much memory, with a dead endpoint."""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx
import psutil

from bench._house import House, house
from bench._receiver import Door, receiver
from bench.report import Report

FILL = """
INSERT INTO community_delivery
  (key, channel, target, effect, payload, state, due_at, attempt_count, created_at)
SELECT gen_random_uuid(), 'webhook', ids.endpoints[1 + n %% cardinality(ids.endpoints)],
  %s || n, jsonb_build_object('type', 'idea.voted', 'timestamp', now(),
    'data', jsonb_build_object('idea', n, 'has_voted', true)),
  'waiting', now(), 0, now()
FROM generate_series(1, %s) n, (SELECT %s::text[] AS endpoints) ids
"""
LEFT = """
SELECT count(*) FROM community_delivery
WHERE state IN ('waiting', 'leased') AND target = ANY (%s)
"""
ENDPOINTS = 10
GIVE_UP_AFTER = 1200.0


@dataclass
class Drained:
    """One backlog: how long it took, and what the worker had at its start and end."""

    seconds: float
    count: int
    memory: list[float]
    processor: float

    @property
    def speed(self) -> float:
        return self.count / self.seconds


class Backlog:
    """Endpoints at one receiver; the worker of the house sends."""

    def __init__(self, running: House, door: Door) -> None:
        self.running, self.door = running, door

    def endpoints(self, prefix: str, *, dead: int = 0) -> list[str]:
        """Keys of ten endpoints, of which so many never answer."""
        from feedback.actions.endpoints import create_endpoint  # noqa: PLC0415

        keys = []
        for number in range(ENDPOINTS):
            name = f"{prefix}{number}"
            path = "dead/" if number < dead else ""
            url = f"{self.door.url}/{path}{name}"
            endpoint, secret = create_endpoint(name=name, url=url)
            self.door.trust(name, secret)
            keys.append(str(endpoint.pk))
        return keys

    def drain(
        self, name: str, keys: list[str], *, count: int, wait_for: list[str]
    ) -> Drained:
        """Fill at once, and wait until what goes to `wait_for` is out."""
        worker = psutil.Process(self.running.pid("Worker"))
        memory = [_mib(worker)]
        before = sum(worker.cpu_times()[:2])
        with self.running.postgres.connect("hearth") as connection:
            connection.execute(FILL, [f"{name}:", count, keys])
            began = time.monotonic()
            ours = count * len(wait_for) // len(keys)

            def left() -> int:
                found = connection.execute(LEFT, [wait_for]).fetchone()
                return int(str(found[0])) if found else 0

            while left() and time.monotonic() - began < GIVE_UP_AFTER:
                memory.append(_mib(worker))
                time.sleep(0.25)
        seconds = time.monotonic() - began
        processor = sum(worker.cpu_times()[:2]) - before
        return Drained(seconds, ours, memory, processor)


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("deliveries", argv)
    report.figure("load average before, of others", os.getloadavg()[0])
    with house() as running, receiver(running.places.data) as door:
        report.note("the floor: the same messages from one plain HTTP client")
        floor = _floor(door)
        backlog = Backlog(running, door)
        keys = backlog.endpoints("all")
        backlog.drain("warm", keys, count=500, wait_for=keys)
        report.note(f"a backlog of {options.count:,} to {ENDPOINTS} endpoints")
        found = backlog.drain("all", keys, count=options.count, wait_for=keys)
        _tell(report, found, floor=floor)
        few = max(options.count // 10, 1000)
        report.note(f"{few:,} to nine of ten, and then with the tenth dead")
        _compare(report, backlog, keys, count=few)
        heard = len({one["id"] for one in door.arrivals() if one["name"][:3] == "all"})
        missing = options.count + 500 + few - heard
        report.figure("never arrived", missing, bar=0, at_least=False)
    return report.finish()


def _tell(report: Report, found: Drained, *, floor: float) -> None:
    name = "drained a second (floor: one client, no rows, no signature)"
    report.figure(name, found.speed, "/s", bar=300, floor=floor)
    name = "processor time of the worker, a delivery"
    report.figure(name, found.processor / found.count * 1000, "ms")
    early = statistics.median(found.memory[: max(len(found.memory) // 4, 1)])
    late = statistics.median(found.memory[-max(len(found.memory) // 4, 1) :])
    name = "memory of the worker in the last quarter (floor: the first)"
    report.figure(name, late, "MiB", bar=early * 1.1, at_least=False, floor=early)


def _compare(report: Report, backlog: Backlog, keys: list[str], *, count: int) -> None:
    calm = backlog.drain("few", keys, count=count, wait_for=keys[1:])
    sick = backlog.endpoints("sick", dead=1)
    found = backlog.drain("sick", sick, count=count, wait_for=sick[1:])
    report.figure(
        "nine endpoints drained while the tenth is dead (floor: while it is well)",
        found.seconds,
        "s",
        bar=2 * calm.seconds,
        at_least=False,
        floor=calm.seconds,
    )


def _floor(door: Door) -> float:
    """A client of the same library that posts one after the other."""
    headers = {"webhook-id": "floor", "webhook-timestamp": "0"}
    body = {"type": "floor", "timestamp": "", "data": {}}

    def post() -> None:
        with httpx.Client(verify=False) as client:
            for _ in range(300):
                client.post(f"{door.url}/floor", json=body, headers=headers)

    return 300 / _seconds(post)


def _seconds(act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def _mib(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench deliveries", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="(100,000)")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
