"""A load generator of its own process: connections that ask again and again.

`python -m bench._load` reads a plan as JSON on stdin and answers with what happened:
{"address": [host, port], "requests": [text, …], "connections": 16, "seconds": 5,
"each": 0, "rate": 0}. Connection n sends the requests n, n + connections, … and begins
anew; with `each` above 0 it sends so many of them and ends; with `rate` above 0 all of
them together send so many a second and no more.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600


@dataclass(frozen=True)
class Load:
    """What a load met: times in milliseconds, sizes in bytes."""

    seconds: float
    times: list[float]
    sizes: int
    statuses: dict[str, int]

    @property
    def count(self) -> int:
        return len(self.times)

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    @property
    def size(self) -> float:
        return self.sizes / max(1, self.count)

    def percentile(self, share: float) -> float:
        times = sorted(self.times)
        return times[min(len(times) - 1, int(share * len(times)))]


def load(  # noqa: PLR0913 - a plan has this many parts
    port: int,
    requests: Sequence[str],
    *,
    connections: int = 16,
    seconds: float = 5,
    each: int = 0,
    rate: float = 0,
) -> Load:
    """Put a server on this machine under load from another process."""
    plan = {
        "address": ["127.0.0.1", port],
        "requests": list(requests),
        "connections": connections,
        "seconds": seconds,
        "each": each,
        "rate": rate,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench._load"],
        input=json.dumps(plan),
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
    )
    return Load(**json.loads(done.stdout))


def request(path: str, *, method: str = "GET", body: str = "", **headers: str) -> str:
    """The text of one request to keep a connection alive."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method != "GET":
        lines.append(f"Content-Length: {len(body.encode())}")
    return "\r\n".join([*lines, "", body])


@dataclass
class Tally:
    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    sizes: int = 0


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    tally, started = Tally(), time.perf_counter()
    ends = started + (LONGEST if plan["each"] else plan["seconds"])
    await asyncio.gather(
        *(_ask(plan, tally, n=n, ends=ends) for n in range(plan["connections"]))
    )
    return {
        "seconds": time.perf_counter() - started,
        "times": tally.times,
        "sizes": tally.sizes,
        "statuses": dict(tally.statuses),
    }


async def _ask(plan: dict[str, Any], tally: Tally, *, n: int, ends: float) -> None:
    mine = [each.encode() for each in plan["requests"][n :: plan["connections"]]]
    mine = mine or [plan["requests"][0].encode()]
    reader, writer = await asyncio.open_connection(*plan["address"])
    pause = plan["connections"] / plan["rate"] if plan["rate"] else 0
    turn, due = 0, time.perf_counter() + pause * n / plan["connections"]
    while time.perf_counter() < ends and not (plan["each"] and turn >= plan["each"]):
        if pause:
            await asyncio.sleep(max(0, due - time.perf_counter()))
            due = max(due + pause, time.perf_counter() - pause)
        begun = time.perf_counter()
        writer.write(mine[turn % len(mine)])
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(_length(head))
        tally.times.append(1000 * (time.perf_counter() - begun))
        tally.statuses[head[9:12].decode()] += 1
        tally.sizes += len(body)
        turn += 1
        if b"onnection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection(*plan["address"])
    writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
