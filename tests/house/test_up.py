"""The whole of `bin/up`, for real: it takes a while, and is worth it."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.house import watchdog
from config.house.account import for_servers
from config.house.places import PROJECT
from config.house.processes import wait_until

pytestmark = pytest.mark.slow
PATIENCE = 120
UP = (
    "import os, sys; from pathlib import Path; from config.house import places, up;"
    "from config.house.words import plain_failures\n"
    "with plain_failures(): places.take_lock(Path(os.environ['HEARTH_DATA']))\n"
    "sys.exit(up.main(['--no-demo']))"
)


class House:
    """One data folder and one port, and every process that ran there."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self, **changes: str) -> "subprocess.Popen[str]":
        env = {"PATH": os.environ["PATH"], "PORT": str(self.port)}
        return subprocess.Popen(
            [sys.executable, "-c", UP],
            cwd=PROJECT,
            env={**env, "HEARTH_DATA": str(self.data), **changes},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def refusal(self, **changes: str) -> str:
        """What a start that must fail says, in one line."""
        done = self.start(**changes)
        _, sentence = done.communicate(timeout=PATIENCE)
        assert done.returncode == 1
        assert sentence.count("\n") == 1
        return sentence

    def wait_for(self, process: "subprocess.Popen[str]", word: str) -> str:
        said = ""
        assert process.stdout
        while word not in said:
            line = process.stdout.readline()
            assert line, f"ended after {said!r}"
            said += line
        return said

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{self.port}/readyz"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status == 200
        return False

    def processes(self) -> list[psutil.Process]:
        found = watchdog.marked(str(self.data))
        return [*found, *(each for one in found for each in one.children())]


@pytest.fixture
def house() -> Iterator[House]:
    account = for_servers()
    if not (account.can_enter(PROJECT) and account.can_run(Path(sys.executable))):
        pytest.skip("the account nobody cannot run this environment")
    folder = Path(tempfile.mkdtemp(prefix="hearth up "))
    folder.chmod(0o755)
    house = House(folder / "data")
    yield house
    watchdog.end_marked(str(house.data))
    shutil.rmtree(folder, ignore_errors=True)


def _manage(house: House, folder: str = "data") -> str:
    """A key for the API, made in the running house by somebody who knows its folder."""
    done = subprocess.run(
        [PROJECT / "bin" / "manage", "create_api_key", "me", "--scope", "read"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHON": sys.executable,
            "HEARTH_DATA": str(house.data.with_name(folder)),
        },
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_it_starts_refuses_a_second_one_survives_kills_and_leaves_nothing(
    house: House,
) -> None:
    first = house.start()
    house.wait_for(first, "is ready")
    assert house.is_ready()

    assert f"already running in {house.data}" in house.refusal()
    assert "hearth_" in _manage(house)
    assert "Hearth is not running in" in _manage(house, "elsewhere")
    elsewhere = str(house.data.with_name("other"))
    assert f"Port {house.port}" in house.refusal(HEARTH_DATA=elsewhere)

    for process in house.processes():
        with contextlib.suppress(psutil.Error):
            process.kill()
    assert wait_until(house.is_ready, seconds=PATIENCE)

    for process in psutil.Process(first.pid).children():
        if "watchdog" in " ".join(process.cmdline()):
            process.kill()
    first.kill()
    first.communicate()
    assert house.processes()

    again = house.start()
    said = house.wait_for(again, "is ready")
    assert "Leftovers: ended" in said
    assert re.search(r"after \d+\.\d s", said)
    again.send_signal(signal.SIGINT)
    said, complaints = again.communicate(timeout=PATIENCE)
    assert (again.returncode, complaints) == (0, "")
    assert "Stopped; the data is kept." in said
    assert wait_until(lambda: not house.processes(), seconds=1)


def test_what_cannot_start_says_so_in_one_sentence(house: House) -> None:
    assert "give a number from 1 to 65535" in house.refusal(PORT="many")
    nowhere = "postgres://nobody@127.0.0.1:1/none"
    assert "does not answer" in house.refusal(DATABASE_URL=nowhere)
    (house.data / "postgres").mkdir()
    (house.data / "postgres" / "readme").touch()
    began = time.monotonic()
    assert "PG_VERSION is missing" in house.refusal()
    assert time.monotonic() - began < 60
    assert not house.processes()
