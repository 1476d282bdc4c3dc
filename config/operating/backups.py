"""A backup is one moment of the database and the uploads, with what proves it whole.

Left out: who is signed in and the cache, which are made again, and the secret key,
without which the sealed secrets of webhooks cannot be read.
"""

import hashlib
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from config.operating import pg_programs

DATABASE, FILES, MANIFEST = "database.dump", "media.tar", "manifest.json"
MADE_AGAIN = ("community_session", "django_session", "cache")
RETIRED = {"sessions"}  # apps that Hearth had, whose migrations older houses remember
FORMAT = 1


def back_up(folder: Path) -> dict[str, Any]:
    """Write a new folder; it has its name only once everything is in it.

    Of uploads only loose ones are ever removed, so that those copied after the database's
    moment hold every one that is shown. Raises CommandError.
    """
    if folder.exists():
        raise CommandError(f"{folder} exists already: name a new folder.")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    unfinished.mkdir(mode=0o700, parents=True)
    with transaction.atomic():
        manifest = {**_moment(), "rows": _rows()}
        pg_programs.run(
            "pg_dump",
            "--format=custom",
            f"--snapshot={manifest.pop('snapshot')}",
            f"--file={unfinished / DATABASE}",
            *[f"--exclude-table-data=public.{name}" for name in MADE_AGAIN],
        )
    with tarfile.open(unfinished / FILES, "w") as files:
        if settings.MEDIA_ROOT.is_dir():
            files.add(settings.MEDIA_ROOT, arcname=".")
    manifest["files"] = {name: _digest(unfinished / name) for name in (DATABASE, FILES)}
    (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    for path in unfinished.iterdir():
        path.chmod(0o600)
    unfinished.rename(folder)
    return manifest


def restore(folder: Path, *, replace: bool = False) -> dict[str, Any]:
    """Bring back what the folder holds, into an empty database unless told to replace.

    Everything is checked before anything is touched, and counted again afterwards.
    Raises CommandError.
    """
    manifest = read(folder)
    if (tables := _tables()) and not replace:
        raise CommandError(
            f"The database {connection.settings_dict['NAME']} holds {len(tables)} tables "
            "already: name an empty one in DATABASE_URL, or add --replace to lose them."
        )
    if replace:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()  # what it knew of the old types is gone
    pg_programs.run(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        str(folder / DATABASE),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _compare(manifest["rows"], _rows())
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tarfile.open(folder / FILES) as files:
        files.extractall(settings.MEDIA_ROOT, filter="data")
    return manifest


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole and that this code can serve."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CommandError(f"{folder} is no backup: {problem}") from problem
    if manifest.get("format") != FORMAT:
        raise CommandError(f"{folder} is of another Hearth's format.")
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise CommandError(f"{folder / name} is damaged: its digest differs.")
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations or {}}
    ours = [one for one in manifest["migrations"] if one.split(".")[0] not in RETIRED]
    if newer := [one for one in ours if one not in known]:
        raise CommandError(
            f"The backup is of a newer Hearth ({newer[-1]}): install that one first."
        )
    return manifest


def _moment() -> dict[str, Any]:
    """What the rest of this transaction, and pg_dump beside it, will see."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone() or ("", "")
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
        migrations = [name for (name,) in cursor.fetchall()]
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "postgresql": version,
        "migrations": migrations,
        "snapshot": snapshot,
    }


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _rows() -> dict[str, int]:
    """How many rows each table that is backed up has."""
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for name in _tables():
            if name not in MADE_AGAIN:
                quoted = connection.ops.quote_name(name)
                cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608
                counts[name] = (cursor.fetchone() or (0,))[0]
    return counts


def _compare(promised: Mapping[str, int], found: Mapping[str, int]) -> None:
    wrong = sorted(
        name
        for name in promised.keys() | found.keys()
        if promised.get(name) != found.get(name)
    )
    if wrong:
        raise CommandError(f"Restored, but rows are missing in: {', '.join(wrong)}.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
