import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.house.account import Account
from config.house.places import PROJECT, Places, data_folder, take_lock
from config.house.words import Trouble, as_trouble

HOLD = (
    "import sys, time; from pathlib import Path; from config.house import places;"
    "places.take_lock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
)


def test_a_second_start_is_told_that_the_first_one_runs(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], cwd=PROJECT, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(Trouble, match=f"already running.*process {holder.pid}"):
            take_lock(tmp_path)
    finally:
        holder.kill()
        holder.communicate()


def test_the_lock_ends_with_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert holder.stdout
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    monkeypatch.setenv("HEARTH_LOCK", "")
    take_lock(tmp_path)
    os.close(int(os.environ["HEARTH_LOCK"]))


def test_the_secret_key_is_made_once_and_readable_to_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    places = Places(tmp_path, Account())
    assert places.secret_key() == places.secret_key()
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_key_is_a_damaged_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").touch()
    with pytest.raises(Trouble, match="data folder is damaged"):
        Places(tmp_path, Account()).secret_key()


def test_sockets_move_to_a_short_folder_where_the_path_is_too_long(
    tmp_path: Path,
) -> None:
    deep = tmp_path / ("d" * 100)
    assert Places(tmp_path / "x", Account()).sockets.name == "run"
    assert len(bytes(Places(deep, Account()).sockets)) < 60


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(FileExistsError) as refusal:
        Places(tmp_path, Account()).make()
    assert f"{tmp_path}/state should be a folder" in str(as_trouble(refusal.value))


def test_a_folder_the_servers_cannot_reach_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root's servers run as somebody else")
    tmp_path.chmod(0o700)
    monkeypatch.setenv("HEARTH_DATA", str(tmp_path / "data"))
    with pytest.raises(Trouble, match="cannot reach"):
        data_folder(Account(uid=65534, gid=65534))
