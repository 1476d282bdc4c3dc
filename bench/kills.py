"""Kill -9 of everything while members write: what was acknowledged, and what is left."""

import argparse
import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bench._house import House, house
from bench._kills_clients import Client, Clients
from bench._kills_controls import (
    deliveries_caught,
    votes_caught,
    without_index,
    without_rows,
)
from bench._kills_desk import Desk
from bench._kills_judge import judge, waits_between
from bench._kills_killer import Killer
from bench._kills_ledger import Ledger
from bench._kills_told import tell, tell_speed
from bench._kills_world import World, make_world
from bench._receiver import Door, receiver
from bench.report import Report

RESERVED = 8  # members of the client who sees how soon it goes on
PATIENCE_SECONDS = 400
LEFT = """
SELECT count(*) FROM community_delivery
WHERE state IN ('waiting', 'leased') AND NOT (state = 'waiting' AND attempt_count > 3)
"""
AGE = """
UPDATE community_delivery SET leased_until = now()
WHERE state = 'leased' AND leased_until < now() + interval '45 seconds'
"""


@dataclass
class Run:
    """Everything that one run has; its steps in the order they are called."""

    report: Report
    options: argparse.Namespace
    house: House
    door: Door
    world: World
    ledger: Ledger
    killer: Killer

    def go(self) -> None:
        if self.options.broken == "votes":
            without_index(self.house)
        if self.options.broken == "deliveries":
            without_rows(self.house, self.killer)
        people = replace(self.world, people=self.world.people[:-RESERVED])
        clients = Clients(
            people, self.ledger, port=self.house.port, count=self.options.clients
        )
        with self._working(clients):
            waits = self._calm(clients)
            floor = self._speed(lambda: time.sleep(self.options.calm))
            self.report.note(f"{floor:.0f} writes a second; now the kills")
            clients.pause(self.options.pause)
            speed = self._speed(self._kill)
        self._drain()
        found = judge(self.house, self.ledger, self.door)
        tell(self.report, self.killer, found)
        tell_speed(self.report, speed, floor=floor, waits=waits)
        if self.options.controls:
            self._controls()

    @contextlib.contextmanager
    def _working(self, clients: Clients) -> Iterator[None]:
        desk = Desk(self.world, self.ledger)
        clients.start()
        desk.start()
        try:
            yield
        finally:
            clients.stop()
            desk.stop()

    def _calm(self, clients: Clients) -> list[float]:
        seconds = self.options.calm
        self.report.note(f"{seconds:.0f} s of calm, then {seconds:.0f} s at full speed")
        clients.pause(0.4)
        began = time.time()
        time.sleep(seconds)
        clients.pause(0.0)
        ended = time.time()
        time.sleep(3)
        return waits_between(self.house, began, ended)

    def _kill(self) -> None:
        options, say = self.options, self.report.note
        self.killer.rounds(options.kills, seconds=options.seconds, say=say)
        while (left := options.writes - self.ledger.acknowledged) > 0:
            say(f"{left:,} writes to go")
            time.sleep(min(10, 1 + left / 100))

    def _speed(self, act: Callable[[], None]) -> float:
        before, began = self.ledger.acknowledged, time.monotonic()
        act()
        return (self.ledger.acknowledged - before) / (time.monotonic() - began)

    def _drain(self) -> None:
        """Until every delivery is out; in a hurry, what the dead leased is due now."""
        with self.house.postgres.connect("hearth") as connection:
            left, since = -1, time.monotonic()
            while left and time.monotonic() - since < PATIENCE_SECONDS:
                if self.options.hasty:
                    connection.execute(AGE)
                found = connection.execute(LEFT).fetchone()
                now = int(str(found[0])) if found else 0
                if now != left:
                    left, since = now, time.monotonic()
                    self.report.note(f"{left:,} deliveries to go")
                time.sleep(1)

    def _controls(self) -> None:
        self.report.note("the two broken builds")
        for name, is_caught in {
            "caught: no unique index on votes": votes_caught,
            "caught: no delivery rows": deliveries_caught,
        }.items():
            caught = is_caught(self.house, self.killer, self.door)
            self.report.figure(name, caught, bar=1)


def main(argv: Sequence[str] = ()) -> int:
    options = _options(argv)
    report = Report("kills", argv)
    report.figure("load average before, of others", os.getloadavg()[0])
    with house() as running, receiver(running.places.data) as door:
        report.note(f"{options.members} members; PostgreSQL with {_safety(running)}")
        world = make_world(door, members=options.members, ideas=options.ideas)
        ledger = Ledger(running.places.data / "ledger.jsonl")
        canary = Client(
            world, ledger, people=world.people[-RESERVED:], port=running.port
        )
        killer = Killer(running, door, ledger, canary=canary)
        Run(report, options, running, door, world, ledger, killer).go()
    return report.finish()


def _safety(running: House) -> str:
    """What makes a commit durable, as the server says."""
    names = ("fsync", "synchronous_commit", "full_page_writes")
    with running.postgres.connect("hearth") as connection:
        rows = [
            connection.execute(f"SHOW {name}".encode()).fetchone() for name in names
        ]
    return ", ".join(
        f"{name} {(row or '?')[0]}" for name, row in zip(names, rows, strict=True)
    )


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=40, help="how many (40)")
    parser.add_argument(
        "--seconds", type=float, default=36_000, help="stop killing after that long"
    )
    parser.add_argument(
        "--writes", type=int, default=0, help="go on until so many are acknowledged"
    )
    parser.add_argument(
        "--members",
        type=int,
        default=600,
        help="600: none reaches a door's limit in an hour",
    )
    parser.add_argument("--ideas", type=int, default=60)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument(
        "--pause",
        type=float,
        default=0.03,
        help="seconds that a client waits between writes while processes are killed "
        "(0.03): without, what is written outruns what can be sent beside it",
    )
    parser.add_argument("--calm", type=float, default=15, help="seconds before (15)")
    parser.add_argument(
        "--broken",
        choices=["deliveries", "votes"],
        help="break the build first: no delivery rows, or no unique index on votes; "
        "the bench must then fail",
    )
    parser.add_argument(
        "--controls",
        action="store_true",
        help="afterwards break both, in the same house, and see that it is noticed",
    )
    parser.add_argument(
        "--hasty", action="store_true", help="let leases of the dead end at once"
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)
