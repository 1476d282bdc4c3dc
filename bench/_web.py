"""The web server as `bin/up` starts it, on a free port, and what it uses."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection
from django.test import Client

from community.models import Member

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Web:
    """A running server."""

    port: int
    process: psutil.Process

    def cookie(self, member: Member) -> str:
        """A session of this member's, as a header."""
        browser = Client()
        browser.force_login(member)
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={browser.cookies[name].value}"

    def cpu(self) -> tuple[float, float]:
        """Seconds of processor that the application and the database have used, those of
        processes that ended meanwhile included: a worker is replaced now and then."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        postmaster = psutil.Process(ours).parents()[0]
        return _used(self.process), _used(postmaster)


@contextlib.contextmanager
def web() -> Iterator[Web]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:config.house.gunicorn"],
        env={
            **os.environ,
            "PORT": str(port),
            "DATABASE_MAX_AGE": "600",
            "STAFF_SECOND_FACTOR": "0",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        _wait_for(port)
        yield Web(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start within a minute.")


def _used(parent: psutil.Process) -> float:
    total = 0.0
    for process in [parent, *parent.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            spent = process.cpu_times()
            total += spent.user + spent.system
            total += spent.children_user + spent.children_system
    return total
