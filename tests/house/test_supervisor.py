import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.house import watchdog
from config.house.account import Account
from config.house.places import PROJECT
from config.house.processes import Processes, wait_until
from config.house.supervisor import Stopped, Supervisor

KEEPER = """
import sys, time
from pathlib import Path
from config.house.account import Account
from config.house.processes import Processes
house = Path(sys.argv[1])
processes = Processes(house, Account())
processes.keep_watch()
for number in range(3):
    processes.start(["sleep", "100"], env={}, log=house / f"{number}.log")
print("started", flush=True)
time.sleep(100)
"""


def _sleepers(house: Path) -> Supervisor:
    processes = Processes(house, Account())
    supervisor = Supervisor(processes)
    for number in range(2):
        log = house / f"{number}.log"
        supervisor.add(
            f"Sleeper {number}",
            lambda log=log: processes.start(["sleep", "100"], env={}, log=log),
        )
    return supervisor


def test_a_killed_keeper_leaves_nothing_running(tmp_path: Path) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, tmp_path], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert keeper.stdout
    keeper.stdout.readline()
    assert len(watchdog.marked(str(tmp_path))) == 3
    keeper.kill()
    keeper.communicate()
    assert wait_until(lambda: not watchdog.marked(str(tmp_path)), seconds=15)


def test_what_is_killed_is_started_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor = _sleepers(tmp_path)
    first = supervisor.members[0].child
    first.popen.kill()
    first.popen.wait()
    supervisor.look()
    supervisor.look()
    assert supervisor.members[0].child.pid != first.pid
    assert supervisor.members[0].child.is_running
    assert "Sleeper 0 ended (SIGKILL); starting it again" in capsys.readouterr().out
    supervisor.end()
    assert not watchdog.marked(str(tmp_path))


def test_leftovers_of_an_earlier_run_are_ended(tmp_path: Path) -> None:
    orphan = Processes(tmp_path, Account()).start(
        ["sleep", "100"], env={}, log=tmp_path / "log"
    )
    assert Processes(tmp_path, Account()).end_leftovers() == 1
    assert orphan.popen.wait(5) == -signal.SIGTERM


def test_an_ended_parent_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = _sleepers(tmp_path)
    monkeypatch.setattr(supervisor, "_parent", os.getppid() + 1)
    with pytest.raises(Stopped):
        supervisor.look()
    supervisor.end()


def _attach(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the tests were started: as from a terminal, not by nohup or setsid."""
    monkeypatch.setattr(os, "getsid", lambda _pid: 1)
    monkeypatch.setattr(signal, "getsignal", lambda _number: signal.SIG_DFL)


def test_a_parent_that_ended_during_the_start_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH_PARENT", "999999999")
    _attach(monkeypatch)
    supervisor = Supervisor(Processes(tmp_path, Account()))
    with pytest.raises(Stopped):
        supervisor.follow_parent()


def test_a_full_disk_is_complained_of_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("config.house.supervisor.LITTLE_ROOM", float("inf"))
    supervisor = _sleepers(tmp_path)
    supervisor.look()
    supervisor.look()
    supervisor.end()
    assert capsys.readouterr().err.count("is full: free some space") == 1


def test_one_that_keeps_dying_waits_longer_each_time(tmp_path: Path) -> None:
    supervisor = _sleepers(tmp_path)
    member = supervisor.members[0]
    now = time.monotonic()
    assert [member.note_death(now) for _ in range(5)] == [0, 2, 4, 8, 8]
    supervisor.end()
