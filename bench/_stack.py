"""`bin/up` itself, in a throwaway folder, and the memory of all that it started. Linux."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from config.house.watchdog import marked

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 600
PIECE = re.compile(r"^(Pss_(?:Anon|File|Shmem)):\s+(\d+) kB$", re.MULTILINE)
# What stands in a command line, and whose it is.
ROLES = {
    "gunicorn": "web",
    "house.beat": "beat",
    "house.worker": "worker",
    "postgres": "PostgreSQL",
    "valkey": "Valkey",
}


@dataclass(frozen=True)
class Memory:
    """MiB by role. A page that several share counts once. `own` leaves out what
    PostgreSQL's buffers fill until they are full."""

    whole: dict[str, float]
    own: dict[str, float]


@dataclass
class Stack:
    """A running `bin/up`."""

    process: subprocess.Popen[bytes]
    data: Path
    port: int

    def settings(self) -> dict[str, str]:
        """What its servers were given, for Django here."""
        note = json.loads((self.data / "house.json").read_text(encoding="utf-8"))
        return dict(note["env"])

    def memory(self) -> Memory:
        whole, own = defaultdict[str, float](float), defaultdict[str, float](float)
        for process in self._processes():
            with contextlib.suppress(psutil.Error, OSError):
                role = _role(process)
                pieces = _pieces(process.pid)
                whole[role] += sum(pieces.values()) / 1024
                own[role] += (pieces["Pss_Anon"] + pieces["Pss_File"]) / 1024
        return Memory(dict(whole), dict(own))

    def _processes(self) -> set[psutil.Process]:
        """PostgreSQL's own children lose the mark when they take their titles."""
        roots = [psutil.Process(self.process.pid), *marked(str(self.data))]
        found = set(roots)
        for process in roots:
            with contextlib.suppress(psutil.NoSuchProcess):
                found.update(process.children(recursive=True))
        return found


@contextlib.contextmanager
def stack(**given: str) -> Iterator[Stack]:
    """Ready when it comes, with the demo community; its folder is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-"))
    folder.chmod(0o755)
    port = _free_port()
    env = {
        **os.environ,
        **given,
        "HEARTH_DATA": str(folder),
        "PORT": str(port),
    }
    with (folder / "up.log").open("wb") as said:
        process = subprocess.Popen(
            [ROOT / "bin" / "up"], env=env, cwd=ROOT, stdout=said, stderr=said
        )
    try:
        _wait_for(process, port, folder / "up.log")
        yield Stack(process, folder, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    for _ in range(PATIENCE_SECONDS * 2):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
            break
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5)
            return
    raise RuntimeError(f"bin/up did not come up: {said.read_text(encoding='utf-8')}")


def _role(process: psutil.Process) -> str:
    said = f"{process.name()} {' '.join(process.cmdline())}"
    return next((role for word, role in ROLES.items() if word in said), "bin/up")


def _pieces(pid: int) -> Counter[str]:
    found = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return Counter({name: int(size) for name, size in PIECE.findall(found)})


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
