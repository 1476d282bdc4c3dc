import contextlib
import shutil
import signal
import tempfile
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


def test_a_damaged_broker_file_is_put_aside() -> None:
    with _house() as (places, processes):
        broker = valkey.Valkey(places, processes)
        broker.start().end(signal.SIGTERM, patience=10)
        for file in places.valkey.rglob("*.manifest"):
            file.write_text("nonsense\n")
        assert broker.start().is_running
        assert list(places.data.glob("valkey.damaged-*"))


def test_an_absent_database_is_one_sentence() -> None:
    with pytest.raises(Trouble, match="DATABASE_URL does not answer"):
        postgres.check("postgres://nobody@127.0.0.1:1/none")


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
