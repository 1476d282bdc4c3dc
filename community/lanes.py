"""Which receivers are busy or unwell: what keeps one of them from slowing the others.

A lane is whatever fails together: one endpoint, or the mail server. Pure, and of one
process: a restart forgets it, which costs one attempt.
"""

import threading
import time
from collections.abc import Callable

SPARED = 3  # failures in a row before a lane is left alone
LONGEST_PAUSE = 60.0


class Lanes:
    """Safe for threads. Times are seconds of a clock that only goes forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._busy: dict[str, int] = {}
        self._failures: dict[str, int] = {}
        self._paused_until: dict[str, float] = {}

    def enter(self, lane: str) -> None:
        with self._lock:
            self._busy[lane] = self._busy.get(lane, 0) + 1

    def leave(self, lane: str) -> None:
        with self._lock:
            self._busy[lane] -= 1
            if not self._busy[lane]:
                del self._busy[lane]

    def note(self, lane: str, *, is_success: bool) -> None:
        """A success forgives everything; each further failure doubles the pause."""
        with self._lock:
            if is_success:
                self._failures.pop(lane, None)
                self._paused_until.pop(lane, None)
                return
            count = self._failures[lane] = self._failures.get(lane, 0) + 1
            if count >= SPARED:
                pause = min(2.0 ** min(count - SPARED, 10), LONGEST_PAUSE)
                self._paused_until[lane] = self.clock() + pause

    def is_paused(self, lane: str) -> bool:
        return self._paused_until.get(lane, 0.0) > self.clock()

    def closed(self) -> list[str]:
        """Where nothing is to be fetched for at present."""
        with self._lock:
            now = self.clock()
            paused = [lane for lane, at in self._paused_until.items() if at > now]
            return sorted({*self._busy, *paused})

    def doubtful(self) -> list[str]:
        """Where one message is enough to see whether it is well again."""
        with self._lock:
            return sorted(
                lane for lane, count in self._failures.items() if count >= SPARED
            )
