import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.house import postgres, valkey
from config.house.account import for_servers
from config.house.places import Places
from config.house.processes import Processes
from config.house.words import Trouble


@contextlib.contextmanager
def _house() -> Iterator[tuple[Places, Processes]]:
    folder = Path(tempfile.mkdtemp(prefix="hearth-test-"))
    folder.chmod(0o755)
    places = Places(folder, for_servers())
    processes = Processes(folder, places.account)
    try:
        places.make()
        yield places, processes
    finally:
        processes.end_leftovers()
        shutil.rmtree(folder, ignore_errors=True)


def test_a_killed_postgres_comes_back_with_every_committed_row() -> None:
    with _house() as (places, processes):
        server = postgres.Postgres(places, processes)
        child = server.start()
        with server.connect(postgres.NAME) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS row")
        child.kill()
        again = server.start()
        with server.connect(postgres.NAME) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
        again.end(signal.SIGINT, patience=10)


def test_the_wheel_knows_every_extension() -> None:
    with _house() as (places, processes):
        server = postgres.Postgres(places, processes, settings=postgres.FAST)
        server.start()
        postgres.check(server.url)


def test_a_folder_without_its_version_is_called_damaged() -> None:
    with _house() as (places, processes):
        places.postgres.mkdir()
        (places.postgres / "base").mkdir()
        with pytest.raises(Trouble, match="PG_VERSION is missing"):
            postgres.Postgres(places, processes).start()


def test_a_folder_of_another_major_version_is_named() -> None:
    with _house() as (places, processes):
        places.postgres.mkdir()
        (places.postgres / "PG_VERSION").write_text("12\n")
        with pytest.raises(Trouble, match="made by PostgreSQL 12"):
            postgres.Postgres(places, processes).start()


def test_what_postgres_says_of_a_damaged_folder_is_passed_on() -> None:
    with _house() as (places, processes):
        server = postgres.Postgres(places, processes)
        server.start().end(signal.SIGINT, patience=10)
        (places.postgres / "global" / "pg_control").unlink()
        with pytest.raises(Trouble, match=r"does not start.*pg_control"):
            server.start()


def _shorten(home: Path) -> None:
    for file in home.glob("base/*/*"):
        if file.is_file():
            os.truncate(file, 100)


def _open(home: Path) -> None:
    home.chmod(0o777)


def _lose_the_log(home: Path) -> None:
    for file in home.glob("pg_wal/0*"):
        file.unlink()


def _misspell(home: Path) -> None:
    with (home / "postgresql.conf").open("a") as file:
        file.write("nonsense here\n")


def _replace(home: Path) -> None:
    shutil.rmtree(home)
    home.write_text("not a folder")


@pytest.mark.slow
def test_every_damage_is_one_sentence_and_soon() -> None:
    damages = {
        _shorten: r"does not start .*could not read file.*backup",
        _open: r"invalid permissions.*chmod -R u=rwX",
        _lose_the_log: r"could not locate a valid checkpoint.*backup",
        _misspell: r"configuration file .*errors",
        _replace: r"is damaged: .*PG_VERSION is missing",
    }
    with _house() as (places, processes):
        server = postgres.Postgres(places, processes)
        server.start().end(signal.SIGINT, patience=10)
        whole = places.postgres.rename(places.data / "whole")
        for damage, sentence in damages.items():
            subprocess.run(["cp", "-a", whole, places.postgres], check=True)
            damage(places.postgres)
            began = time.monotonic()
            with pytest.raises(Trouble, match=sentence):
                server.start()
            assert time.monotonic() - began < 60
            assert processes.end_leftovers() == 0
            subprocess.run(["rm", "-rf", places.postgres], check=True)


def test_a_damaged_broker_file_is_put_aside() -> None:
    with _house() as (places, processes):
        broker = valkey.Valkey(places, processes)
        broker.start().end(signal.SIGTERM, patience=10)
        for file in places.valkey.rglob("*.manifest"):
            file.write_text("nonsense\n")
        assert broker.start().is_running
        assert list(places.data.glob("valkey.damaged-*"))


@pytest.mark.parametrize(
    "url", ["postgres://nobody@127.0.0.1:1/none", "nonsense", "mysql://a@b/c"]
)
def test_an_absent_database_is_one_sentence(url: str) -> None:
    with pytest.raises(
        Trouble, match=r"DATABASE_URL does not answer .*mend the address"
    ):
        postgres.check(url)


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "nonsense"])
def test_an_absent_broker_is_one_sentence(url: str) -> None:
    with pytest.raises(Trouble, match=r"REDIS_URL does not answer .*mend the address"):
        valkey.check(url)


def test_a_missing_extension_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "EXTENSIONS", ("pg_trgm", "moonlight"))
    with _house() as (places, processes):
        server = postgres.Postgres(places, processes, settings=postgres.FAST)
        server.start()
        with pytest.raises(Trouble, match="lacks moonlight"):
            postgres.check(server.url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://h:1/0", "redis://h:1/3"),
        ("redis://:pw@h", "redis://:pw@h/3"),
        ("redis+socket:///s?virtual_host=0", "redis+socket:///s?virtual_host=3"),
        ("unix:///s", "unix:///s?db=3"),
    ],
)
def test_each_worker_has_a_database_of_the_broker(url: str, expected: str) -> None:
    assert valkey.for_worker(url, 3) == expected
