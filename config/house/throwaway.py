"""PostgreSQL and Valkey for one run of tests or one bench, gone afterwards."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config.house import postgres, valkey
from config.house.account import for_servers
from config.house.places import Places
from config.house.processes import Processes


@contextlib.contextmanager
def servers(*, is_durable: bool = False) -> Iterator[dict[str, str]]:
    """Environment with DATABASE_URL and REDIS_URL; those already given are used.

    `is_durable` keeps fsync on, for measuring; tests need not wait for a disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="hearth-"))
    folder.chmod(0o755)
    places = Places(data=folder, account=for_servers())
    processes = Processes(folder, places.account)
    try:
        places.make()
        processes.keep_watch(folder)
        urls = _urls(places, processes, is_durable=is_durable)
        yield {
            "SECRET_KEY": "for-one-run-only-" + "x" * 50,
            "HEARTH_DATA": str(folder / "data"),
            **urls,
        }
    finally:
        processes.end_leftovers()
        processes.dismiss()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(places.sockets, ignore_errors=True)


def _urls(places: Places, processes: Processes, *, is_durable: bool) -> dict[str, str]:
    database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database is None:
        settings = postgres.SAFE if is_durable else postgres.FAST
        server = postgres.Postgres(places, processes, settings=settings)
        server.start()
        database = server.url
    if broker is None:
        bell = valkey.Valkey(places, processes, is_kept=is_durable)
        bell.start()
        broker = bell.url
    postgres.check(database)
    valkey.check(broker)
    return {"DATABASE_URL": database, "REDIS_URL": broker}
