"""Sends what is due with a few threads: fairly, and with nothing held in memory alone."""

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import groupby

from django.db import InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from community.actions.deliveries import Leased, attempt, give_back, lease, outlast
from community.lanes import Lanes

log = logging.getLogger(__name__)

THREADS = 16
THREADS_A_LANE = 4
BATCH, BATCH_A_LANE = 400, 100
LONGEST_TURN = 30.0  # half a lease: what was not begun by then is given back
LOOK_AGAIN = 0.5  # seconds, also the longest wait of a new one in calm
AFTER_TROUBLE = 2.0

lanes = Lanes()
_is_stopping = threading.Event()


def keep_sending() -> None:
    """Look for what is due twice a second, until `stop`. Trouble is waited out.

    Needs PostgreSQL only, and may run in as many processes as you like.
    """
    while not _is_stopping.is_set():
        try:
            send_due()
            pause = LOOK_AGAIN
        except (OperationalError, InterfaceError):
            log.warning("The database is away; sending goes on when it is back")
            pause = AFTER_TROUBLE
        except Exception:
            log.exception("Sending stopped, and goes on in a moment")
            pause = AFTER_TROUBLE
        connection.close_if_unusable_or_obsolete()
        _is_stopping.wait(pause)
    connection.close()


def stop() -> None:
    """Begin nothing more; what was fetched and not begun is given back."""
    _is_stopping.set()


def send_due(*, threads: int = THREADS) -> int:
    """Send until nothing is due; returns how many were fetched."""
    lines: list[BaseDatabaseWrapper] = []

    def open_line() -> None:
        line = connections["default"]
        line.inc_thread_sharing()  # closed below, when its thread has ended
        lines.append(line)

    try:
        with ThreadPoolExecutor(threads, "send", initializer=open_line) as pool:
            return _send_with(pool)
    finally:
        for line in lines:
            line.close()


def _send_with(pool: ThreadPoolExecutor) -> int:
    """Fetch for every lane that is free; a slow one holds up nobody else."""
    fetched, running = 0, set[Future[None]]()
    while not _is_stopping.is_set():
        batch = lease(
            BATCH, each=BATCH_A_LANE, closed=lanes.closed(), doubtful=lanes.doubtful()
        )
        fetched += len(batch)
        now = time.monotonic()
        running |= {
            pool.submit(_send_turn, turn, leased_at=now) for turn in _turns(batch)
        }
        if not running:
            break
        running = wait(running, LOOK_AGAIN, FIRST_COMPLETED).not_done
    return fetched


def _turns(batch: list[Leased]) -> list[list[Leased]]:
    """A lane's share goes to a few threads, each sending one after the other."""
    batch = sorted(batch, key=lambda one: (one.lane, one.pk))
    by_lane = [list(group) for _lane, group in groupby(batch, lambda one: one.lane)]
    turns = [
        group[n::THREADS_A_LANE] for group in by_lane for n in range(THREADS_A_LANE)
    ]
    turns = [turn for turn in turns if turn]
    for turn in turns:
        lanes.enter(turn[0].lane)
    return turns


def _send_turn(turn: Sequence[Leased], *, leased_at: float) -> None:
    lane, left = turn[0].lane, list(turn)
    try:
        while left and not lanes.is_paused(lane) and _may_go_on(leased_at):
            _send_one(left[0])
            left.pop(0)
    except (OperationalError, InterfaceError):
        log.warning("The database is away; what was not sent is given back")
    finally:
        if left:
            _give_back(left)
        lanes.leave(lane)
        connection.close_if_unusable_or_obsolete()


def _send_one(one: Leased) -> None:
    """One bad row must not stop the others: its lease ends by itself."""
    try:
        outcome = attempt(one.pk, one.lease)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Delivery %s could not be recorded", one.pk)
        return
    if outcome and not outcome.is_final:
        lanes.note(one.lane, is_success=outcome.is_success)


def _may_go_on(leased_at: float) -> bool:
    is_early = time.monotonic() - leased_at < LONGEST_TURN
    return is_early and not _is_stopping.is_set()


def _give_back(left: Sequence[Leased]) -> None:
    try:
        outlast(lambda: give_back(left))
    except (OperationalError, InterfaceError):
        log.warning("Not given back: %d leases end by themselves", len(left))
