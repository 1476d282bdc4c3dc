"""What was backed up comes back, whole, and only where it may."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from community.actions.deliveries import enqueue
from config.operating import backups, pg_programs
from ideas.actions.votes import cast_vote
from tests.makers import make_comment, make_idea, make_member, make_ticket

pytestmark = pytest.mark.django_db(transaction=True)

DIGEST = "SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
RULES = """
SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION SELECT 'rule ' || conrelid::regclass || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
      WHERE NOT tgisinternal
UNION SELECT 'sequence ' || sequencename, coalesce(last_value, 0)::text FROM pg_sequences
"""
CASTS = re.compile(r"[()\s]|::text(\[\])?|::character varying(\[\])?")  # written anew


@pytest.fixture
def media(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "a").mkdir(parents=True)
    (settings.MEDIA_ROOT / "a" / "portrait.png").write_bytes(b"\x89PNG")
    return settings.MEDIA_ROOT


@pytest.fixture
def town(media) -> None:
    idea = make_idea("Ein Deckel, der „leise“ schließt", body="line\n\tline\\N")
    for _ in range(3):
        cast_vote(idea, voter=make_member())
    make_comment(idea)
    make_ticket()
    enqueue("mail", target="x", effect="y", payload={"deep": [None, {"ü": 1.5}]})


@pytest.fixture
def other() -> Iterator[str]:
    """The name of an empty second database."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with _connect("postgres", autocommit=True) as maintenance:
        for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
            maintenance.execute(sql.SQL(statement).format(sql.Identifier(name)))
        yield name
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        maintenance.execute(drop)


def _connect(name: str, **options) -> psycopg.Connection:
    given = connection.get_connection_params()
    keys = {"user", "password", "host", "port"}
    options |= {key: given[key] for key in keys & given.keys()}
    return psycopg.connect(dbname=name, **options)


def _restore(
    folder: Path, name: str, *more: str, data: Path
) -> subprocess.CompletedProcess:
    given = connection.settings_dict
    url = (
        f"postgres://{given['USER']}:{given['PASSWORD']}@/{name}"
        f"?host={given['HOST']}&port={given['PORT'] or 5432}"
    )
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(folder), *more],
        check=False,
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "HEARTH_DATA": str(data)},
        capture_output=True,
        text=True,
    )


def _contents(name: str) -> dict[str, tuple]:
    with _connect(name) as one:
        found = {key: CASTS.sub("", text) for key, text in one.execute(RULES)}
        tables = one.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname='public'"
        )
        for (table,) in tables.fetchall():
            query = sql.SQL(DIGEST).format(sql.Identifier(table))
            found[f"table {table}"] = one.execute(query).fetchone()
    return found


def test_everything_comes_back(town, other, tmp_path) -> None:
    folder, data = tmp_path / "backup", tmp_path / "elsewhere"
    call_command("backup", str(folder))
    done = _restore(folder, other, data=data)
    assert done.returncode == 0, done.stderr

    before = _contents(connection.settings_dict["NAME"])
    after = _contents(other)
    assert before["table ideas_vote"][0] == 3
    assert len(before) > 150
    left_out = {f"table {name}" for name in backups.MADE_AGAIN}
    assert {key for key in before if before[key] != after.get(key)} <= left_out
    assert before.keys() == after.keys()
    assert (data / "media/a/portrait.png").read_bytes() == b"\x89PNG"


def test_what_is_written_meanwhile_is_not_in_it(
    town, other, tmp_path, monkeypatch
) -> None:
    """The counts and the dump are of one moment, whatever is posted between them."""
    run = pg_programs.run

    def run_late(name: str, *arguments: str) -> None:
        with _connect(connection.settings_dict["NAME"]) as another:
            another.execute(
                "INSERT INTO community_heartbeat VALUES ('late', now())",
            )
        run(name, *arguments)

    monkeypatch.setattr(pg_programs, "run", run_late)
    made = backups.back_up(tmp_path / "backup")
    assert made["rows"]["community_heartbeat"] == 0
    done = _restore(tmp_path / "backup", other, data=tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    assert _contents(other)["table community_heartbeat"][0] == 0


def test_a_database_that_holds_something_is_kept_unless_told(
    town, other, tmp_path
) -> None:
    folder, data = tmp_path / "backup", tmp_path / "elsewhere"
    backups.back_up(folder)
    with _connect(other) as one:
        one.execute("CREATE TABLE mine (n int)")
    refused = _restore(folder, other, data=data)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert list(_contents(other)) == ["table mine"]

    assert _restore(folder, other, "--replace", data=data).returncode == 0
    assert "table mine" not in _contents(other)
    assert _contents(other)["table ideas_vote"][0] == 3


def test_a_damaged_backup_touches_nothing(town, tmp_path) -> None:
    folder = tmp_path / "backup"
    backups.back_up(folder)
    dump = folder / backups.DATABASE
    dump.write_bytes(dump.read_bytes()[:-1] + b"x")
    with pytest.raises(CommandError, match="damaged"):
        backups.restore(folder, replace=True)


def test_a_backup_of_a_newer_house_is_refused(town, tmp_path) -> None:
    folder = tmp_path / "backup"
    backups.back_up(folder)
    manifest = json.loads((folder / backups.MANIFEST).read_text())
    manifest["migrations"].append("ideas.0999_from_the_future")
    (folder / backups.MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="newer"):
        backups.restore(folder, replace=True)


def test_a_backup_of_a_house_that_remembers_an_app_we_had_is_read(
    town, tmp_path
) -> None:
    MigrationRecorder(connection).record_applied("sessions", "0001_initial")
    backups.back_up(tmp_path / "backup")

    assert "sessions.0001_initial" in backups.read(tmp_path / "backup")["migrations"]


def test_a_folder_is_never_written_over_and_only_its_owner_reads_it(
    town, tmp_path
) -> None:
    folder = tmp_path / "backup"
    backups.back_up(folder)
    with pytest.raises(CommandError, match="exists already"):
        backups.back_up(folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_the_secret_key_is_not_in_it(town, tmp_path, settings) -> None:
    folder = tmp_path / "backup"
    backups.back_up(folder)
    for path in folder.iterdir():
        assert settings.SECRET_KEY.encode() not in path.read_bytes()


def test_an_old_pg_dump_is_passed_over(tmp_path, monkeypatch) -> None:
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    assert pg_programs._find("pg_dump") != old
    monkeypatch.setattr(pg_programs, "_folders", lambda: iter([tmp_path]))
    with pytest.raises(CommandError, match="postgresql-client"):
        pg_programs._find("pg_dump")
