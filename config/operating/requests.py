"""Requests counted in every web process, and added up over all of one machine's.

With PROMETHEUS_MULTIPROC_DIR the processes write into files there. Each takes the
first free slot and goes on where its last holder ended, so that processes that come
and go leave neither more files nor a count that falls.
"""

import fcntl
import functools
import itertools
import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


def _slot() -> int:
    return _slot_of(os.getpid())


@functools.cache
def _slot_of(_process: int) -> int:
    """The first number that no living process of this folder holds, held from now on."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    for number in itertools.count():
        lock = os.open(folder / f"slot-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
        else:
            return number
    raise AssertionError


if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    values.ValueClass = values.MultiProcessValue(process_identifier=_slot)

LOCAL = CollectorRegistry()
REQUESTS = Counter(
    "hearth_requests",
    "Requests answered, by route, method and status.",
    ["route", "method", "status"],
    registry=LOCAL,
)
SECONDS = Histogram(
    "hearth_request_seconds",
    "How long an answer took, by route.",
    ["route"],
    buckets=BUCKETS,
    registry=LOCAL,
)


def count(route: str, method: str, status: int, *, took: float) -> None:
    """`took` in seconds. A method that nobody knows counts as OTHER."""
    REQUESTS.labels(route, method if method in METHODS else "OTHER", status).inc()
    SECONDS.labels(route).observe(took)


def registry() -> CollectorRegistry:
    """The sum over this machine's web processes; of this process alone without a folder."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return LOCAL
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return shared
