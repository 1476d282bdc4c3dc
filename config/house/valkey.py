"""Valkey of our own: the doorbell. Losing it costs seconds, never a row."""

import contextlib
import os
import signal
import socket
import time
from urllib.parse import quote

from config.house import programs
from config.house.places import Places
from config.house.processes import Child, Processes, wait_until
from config.house.words import Trouble, disk_full, say

DATABASES = 64
SETTINGS = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{folder}"
databases {databases}
appendonly {appendonly}
appendfsync everysec
maxmemory-policy noeviction
save ""
set-proc-title no
"""


class Valkey:
    """One server with its append-only file; a damaged file is put aside."""

    label = "Valkey"
    stop_signal = signal.SIGTERM

    def __init__(
        self, places: Places, processes: Processes, *, is_kept: bool = True
    ) -> None:
        self.places = places
        self.processes = processes
        self.is_kept = is_kept
        self.socket = places.sockets / "valkey.sock"
        self.program = programs.valkey_program(
            places.account, copies=places.data / "programs"
        )

    @property
    def url(self) -> str:
        return f"redis+socket://{quote(str(self.socket))}?virtual_host=0"

    def start(self) -> Child:
        """Come back when it answers."""
        child = self._run()
        if self._comes_up(child):
            return child
        child.end(signal.SIGTERM, patience=5)
        if any("No space left" in line for line in child.said()):
            raise disk_full(str(self.places.valkey))
        self._put_aside()
        child = self._run()
        if self._comes_up(child):
            return child
        child.end(signal.SIGTERM, patience=5)
        reason = (child.said() or ["it gave no reason"])[-1]
        raise Trouble(f"Valkey does not start ({reason}); its log is {child.log}.")

    def _run(self) -> Child:
        settings = self.places.data / "valkey.conf"
        settings.write_text(
            SETTINGS.format(
                socket=_quoted(self.socket),
                folder=_quoted(self.places.valkey),
                databases=DATABASES,
                appendonly="yes" if self.is_kept else "no",
            ),
            encoding="utf-8",
        )
        return self.processes.start(
            [self.program, settings],
            env={"PATH": os.environ.get("PATH", "")},
            log=self.places.logs / "valkey.log",
            cwd=self.places.data,
        )

    def _comes_up(self, child: Child) -> bool:
        wait_until(lambda: not child.is_running or self._answers(), seconds=30)
        return child.is_running and self._answers()

    def _answers(self) -> bool:
        """Asked by hand: the client would cost the supervisor 15 MiB for one word."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as door:
            door.settimeout(5)
            door.connect(str(self.socket))
            door.sendall(b"PING\r\n")
            return door.recv(7) == b"+PONG\r\n"
        return False

    def _put_aside(self) -> None:
        """What rang is in PostgreSQL: the sweeps ring again."""
        aside = self.places.data / f"valkey.damaged-{int(time.time())}"
        say(f"Valkey: its file is damaged; put aside as {aside} (no row is lost)")
        self.places.valkey.rename(aside)
        self.places.make()


def _quoted(path: object) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')


def check(url: str) -> None:
    """Whether the given Redis or Valkey answers."""
    import redis  # noqa: PLC0415 - only where a server is given

    try:
        with redis.Redis.from_url(for_client(url), socket_timeout=10) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise Trouble(
            f"Redis at REDIS_URL does not answer ({str(error).rstrip('.')}): mend the "
            "address, redis://:password@host:port/0, or start that server."
        ) from None


def for_client(url: str) -> str:
    """The address as the redis package wants it; Celery writes sockets its own way."""
    return url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")


def for_worker(url: str, worker: int) -> str:
    """The same server, with the numbered database of one parallel worker."""
    base, _, _ = url.partition("?")
    scheme, _, rest = base.partition("://")
    if scheme in {"redis+socket", "unix"}:
        return f"{base}?{'db' if scheme == 'unix' else 'virtual_host'}={worker}"
    return f"{scheme}://{rest.partition('/')[0]}/{worker}"
