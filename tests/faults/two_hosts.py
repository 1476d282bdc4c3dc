"""Two hosts of one installation, one of them cut off and back: run by `test_two_hosts.py`.

Each host is a network namespace with a web process and a worker of its own; PostgreSQL
and Valkey are reached over TCP. Prints what happened as JSON.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from config.house import throwaway

DATABASE, BROKER, WEB = 5432, 6379, 8000
TOKEN = "t" * 32
PATIENCE = 60.0


@dataclass
class Host:
    """A machine: its own network, a cable to the servers, a web process and a worker."""

    number: int
    env: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"10.77.{self.number}.2"

    def set_up(self) -> None:
        alone = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        self.running.append(alone)
        self.enter = ["nsenter", "-t", str(alone.pid), "--net"]
        _wait_for(
            lambda: str(Path(f"/proc/{alone.pid}/ns/net").readlink()) != _our_network()
        )
        cable = f"host{self.number}"
        _ip("link", "add", cable, "type", "veth", "peer", "eth0", "netns", alone.pid)
        _ip("addr", "add", f"10.77.{self.number}.1/24", "dev", cable)
        _ip("link", "set", cable, "up")
        for words in (
            ["addr", "add", f"{self.address}/24", "dev", "eth0"],
            ["link", "set", "eth0", "up"],
            ["link", "set", "lo", "up"],
        ):
            subprocess.run([*self.enter, "ip", *words], check=True)

    def start(self) -> None:
        servers = f"10.77.{self.number}.1"
        env = self.env | {
            "DATABASE_URL": f"postgres://hearth@{servers}:{DATABASE}/hearth",
            "REDIS_URL": f"redis://{servers}:{BROKER}/0",
            "HOST": "0.0.0.0",
            "PORT": str(WEB),
            "WEB_CONCURRENCY": "1",
            "ALLOWED_HOSTS": "*",
            "EMAIL_HOST": "",
            "DEBUG": "0",
        }
        where = ["--schedule", str(self._folder / "beat")]
        for command in (
            ["gunicorn", "-c", "python:config.house.gunicorn"],
            ["celery", "-A", "config", "worker", "-P", "threads", "-c", "2"],
            ["celery", "-A", "config", "beat", "--pidfile=", *where],
        ):
            self._run([sys.executable, "-m", *command], env)

    def _run(self, command: list[str], env: dict[str, str]) -> None:
        with (self._folder / "host.log").open("ab") as log:
            self.running.append(
                subprocess.Popen(
                    [*self.enter, *command], env=env, stdout=log, stderr=log
                )
            )

    @property
    def _folder(self) -> Path:
        """What this host writes: its log, and what beat remembers."""
        folder = Path(self.env["HEARTH_DATA"]) / f"host{self.number}"
        folder.mkdir(exist_ok=True)
        return folder

    def cable(self, *, is_up: bool) -> None:
        _ip("link", "set", f"host{self.number}", "up" if is_up else "down")

    def ask(self, path: str, *, cookie: str = "", form: str = "") -> int:
        """The status of an answer, asked on the host itself; 0 if there was none."""
        words = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-m", "40"]
        if form:
            words += ["-d", f"csrfmiddlewaretoken={TOKEN}&{form}"]
        if cookie:
            words += ["-H", f"Cookie: {cookie}; csrf={TOKEN}"]
        address = f"http://127.0.0.1:{WEB}{path}"
        done = subprocess.run(
            [*self.enter, *words, address], capture_output=True, text=True, check=False
        )
        return int(done.stdout or 0)

    def end(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            process.kill()


def main() -> None:
    _ip("link", "set", "lo", "up")
    with throwaway.servers() as servers, tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, **servers, "HEARTH_DATA": folder, "BASE_URL": "http://x"}
        os.environ |= {**env, "DJANGO_SETTINGS_MODULE": "config.settings"}
        relay_sockets(servers)
        import django

        django.setup()
        cookies, ideas = make_world()
        with two_hosts(dict(os.environ)) as (near, far):
            sys.stdout.write(json.dumps(story(near, far, cookies, ideas)) + "\n")


def story(
    near: Host, far: Host, cookies: list[str], ideas: list[int]
) -> dict[str, Any]:
    """What a member meets on each host: together, one cut off, together again."""
    from community.actions.deliveries import enqueue
    from community.models import Delivery, Heartbeat, Member
    from ideas.models import Idea, Vote

    def vote(host: Host, *, idea: int, by: int) -> int:
        path = f"/ideas/vote/{ideas[idea]}/"
        return host.ask(path, cookie=cookies[by], form="vote=on")

    def send(effect: str) -> None:
        to = str(Member.objects.get(email="a@example.org").pk)
        for n in range(40):
            words = {"subject": "A word", "text": "A word."}
            enqueue("mail", target=to, effect=f"{effect}{n}", payload=words)

    def sent() -> int:
        return Delivery.objects.filter(state="delivered").count()

    for host in (near, far):
        _wait_for(lambda: host.ask("/readyz") == 200)  # noqa: B023
    found: dict[str, Any] = {
        "both": [vote(near, idea=0, by=0), vote(far, idea=0, by=1)],
        # The same member says the same on both hosts: one vote.
        "twice": [vote(near, idea=1, by=0), vote(far, idea=1, by=0)],
    }
    _wait_for(lambda: Heartbeat.objects.filter(name="beat").exists())
    send("before")
    far.cable(is_up=False)
    began = time.monotonic()
    found["cut off"] = [far.ask("/ideas/"), far.ask("/healthz")]
    found["seconds until it says so"] = round(time.monotonic() - began, 1)
    found["meanwhile"] = [vote(near, idea=2, by=0), near.ask("/ideas/")]
    send("while")
    # What the other had leased is due again after a minute.
    _wait_for(lambda: sent() == 80, patience=150)
    found["sent by one"] = sent()
    far.cable(is_up=True)
    began = time.monotonic()
    _wait_for(lambda: vote(far, idea=3, by=1) == 302)
    found["seconds until it serves"] = round(time.monotonic() - began, 1)
    send("after")
    _wait_for(lambda: sent() == 120, patience=150)
    found["sent by both"] = sent()
    found["votes"] = Vote.objects.count()
    found["counts"] = sorted(Idea.objects.values_list("vote_count", flat=True))
    found["ready"] = [near.ask("/readyz"), far.ask("/readyz")]
    return found


@contextlib.contextmanager
def two_hosts(env: dict[str, str]) -> Iterator[list[Host]]:
    hosts = [Host(number, env) for number in (1, 2)]
    try:
        for host in hosts:
            host.set_up()
            host.start()
        yield hosts
    finally:
        for host in hosts:
            host.end()


def make_world() -> tuple[list[str], list[int]]:
    """Sessions of two members as cookies, and ideas of somebody else."""
    from django.core.management import call_command
    from django.test import Client

    from community.actions.firm import open_board, set_up_firm
    from community.actions.members import add_member
    from ideas.actions.ideas import post_idea

    for command in ("migrate", "createcachetable", "collectstatic"):
        options = {} if command == "createcachetable" else {"interactive": False}
        call_command(command, verbosity=0, **options)
    set_up_firm(name="Two hosts")
    board, author = open_board("Board"), add_member(email="a@example.org", name="A")
    ideas = [post_idea(author=author, board=board, title=f"Idea {n}") for n in range(4)]
    cookies = []
    for name in ("b", "c"):
        browser = Client()
        browser.force_login(add_member(email=f"{name}@example.org", name=name.upper()))
        cookies.append(f"session={browser.cookies['session'].value}")
    return cookies, [idea.pk for idea in ideas]


def relay_sockets(servers: dict[str, str]) -> None:
    """The unix sockets of the servers, over TCP on every address of this host."""
    folder = parse_qs(urlsplit(servers["DATABASE_URL"]).query)["host"][0]
    ways = {
        DATABASE: f"{folder}/.s.PGSQL.5432",
        BROKER: urlsplit(servers["REDIS_URL"]).path,
    }
    ready = threading.Event()

    async def serve() -> None:
        for port, path in ways.items():
            await asyncio.start_server(_to(path), "0.0.0.0", port)
        ready.set()
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    ready.wait(10)


def _to(path: str) -> Callable[..., Any]:
    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(path)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))

    return carry


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def _ip(*words: object) -> None:
    subprocess.run(["ip", *map(str, words)], check=True)


def _our_network() -> str:
    return str(Path("/proc/self/ns/net").readlink())


def _wait_for(is_so: Callable[[], bool], *, patience: float = PATIENCE) -> None:
    ends = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > ends:
            raise TimeoutError(f"not within {patience:.0f} s")
        time.sleep(0.3)


if __name__ == "__main__":
    main()
