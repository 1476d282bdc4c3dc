"""One step of `bin/up`, in a process of its own: database, static files, first content.

`python -m config.house.prepare [demo | empty | import DIR]`; repeating does only what
is missing.
"""

import hashlib
import io
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import errors

from config.house.places import PACKAGES, PROJECT
from config.house.words import Trouble, disk_full, plain_failures, say


def main(first: str, *folder: str) -> None:
    """Everything the web process needs to find."""
    with plain_failures():
        try:
            django.setup()
            _ensure_tables()
            _ensure_static_files()
            _ensure_content(first, *folder)
        except (Trouble, OSError):
            raise
        except Exception as error:
            raise _explained(error) from error


def _ensure_tables() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Database: {len(plan)} migrations")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _ensure_static_files() -> None:
    """Only when a file of ours or a package has changed since the last time."""
    stamp, digest = _state("static-files"), _digest_of_static_files()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    say("Static files: collecting")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)


def _digest_of_static_files() -> str:
    digest = hashlib.sha256((PROJECT / "requirements.lock").read_bytes())
    for path in sorted(_static_sources()):
        state = path.stat()
        line = f"{path.relative_to(PROJECT)} {state.st_size} {state.st_mtime_ns}\n"
        digest.update(line.encode())
    return digest.hexdigest()


def _static_sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from PROJECT.glob(f"{package}/static/**/*")


def _ensure_content(first: str, *folder: str) -> None:
    """Import whenever asked; the demo once, into an empty community only."""
    if first == "import":
        say(f"Import: reading {folder[0]}")
        call_command("import_community", *folder)
        _state("first-start").write_text(first)
    elif not _state("first-start").is_file():
        if first == "demo" and not _has_members():
            _load_demo()
        _state("first-start").write_text(first)


def _load_demo() -> None:
    """All of it or nothing: a start cut short leaves no half a community."""
    say("Demo: writing an invented firm's community (about 20 s)")
    with transaction.atomic():
        call_command("load_demo", stdout=io.StringIO())


def _has_members() -> bool:
    from community.models import Member  # noqa: PLC0415 - after django.setup()

    return Member.objects.exists()


def _state(name: str) -> Path:
    return Path(settings.DATA_DIR, "state", name)


def _explained(error: Exception) -> Trouble:
    """The sentence; what led to it goes to the log."""
    data = Path(os.environ["HEARTH_DATA"])
    if "No space left on device" in str(error):
        return disk_full(str(data))
    log = data / "logs" / "prepare.log"
    log.write_text(traceback.format_exc(), encoding="utf-8")
    if isinstance(error, CommandError | ImproperlyConfigured):
        return Trouble(str(error))
    reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    if isinstance(error, DatabaseError):
        return Trouble(f"The database refuses ({reason}): {_remedy(error)}")
    return Trouble(f"Preparing failed ({reason}): {log} has the details.")


def _remedy(error: DatabaseError) -> str:
    if isinstance(error.__cause__, errors.InsufficientPrivilege):
        return "let its owner grant that, or do it once as its superuser."
    return (
        "if its data folder is damaged, restore it from a backup, or move it away to "
        "begin anew, and start again."
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
