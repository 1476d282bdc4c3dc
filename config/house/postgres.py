"""PostgreSQL of our own: on a unix socket in a closed folder, without TCP."""

import contextlib
import os
import shutil
import signal
import subprocess
from urllib.parse import quote

import psutil
import psycopg

from config.house import programs
from config.house.places import Places
from config.house.processes import Child, Processes, wait_until
from config.house.words import Trouble, disk_full, say

NAME = "hearth"
EXTENSIONS = ("btree_gin", "citext", "pg_trgm", "unaccent", "vector")
SAFE = {"listen_addresses": "", "max_connections": "100", "shared_buffers": "128MB"}
FAST = {
    **SAFE,
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
}


class Postgres:
    """One cluster: made once, started as often as needed."""

    label = "PostgreSQL"
    stop_signal = signal.SIGINT

    def __init__(
        self,
        places: Places,
        processes: Processes,
        *,
        settings: dict[str, str] = SAFE,
    ) -> None:
        self.places = places
        self.processes = processes
        self.settings = settings
        self.bin = programs.postgres_folder(
            places.account, copies=places.data / "programs"
        )

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@/{NAME}?host={quote(str(self.places.sockets))}"

    def start(self) -> Child:
        """Make the cluster where there is none, and come back when it answers."""
        self._ensure_cluster()
        self._clear_stale_lock()
        child, reason = self._run(), ""
        try:
            for _ in range(10):
                wait_until(lambda: self._is_settled(child), seconds=120)  # noqa: B023
                if child.is_running:
                    self._ensure_database()
                    return child
                if "still in use" not in " ".join(child.said()):
                    break
                wait_until(lambda: False, seconds=0.5)  # old backends are just leaving
                child = self._run()
        except psycopg.Error as error:
            reason = " ".join(str(error).split())
        child.end(signal.SIGQUIT, patience=5)
        raise self._refusal(child, reason)

    def _ensure_cluster(self) -> None:
        home = self.places.postgres
        if not home.exists() or (home.is_dir() and not any(home.iterdir())):
            self._make_cluster()
            return
        version = home / "PG_VERSION"
        if not version.is_file():
            raise Trouble(
                f"The data folder is damaged: {version} is missing; restore {home} from "
                "a backup, or move it away to begin anew, and start again."
            )
        made_by, ours = version.read_text(errors="replace").strip(), self._major()
        if made_by != ours:
            raise Trouble(
                f"{home} was made by PostgreSQL {made_by or '?'} and this is {ours}: "
                "set PG_BIN to the folder of the older programs, dump, and load."
            )

    def _make_cluster(self) -> None:
        """Beside its place first: a cluster is whole or not there."""
        say("PostgreSQL: making its data folder")
        new = self.places.data / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self.places.account.own(new)
        locale = ["--locale=C"]
        if int(self._major()) >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [str(self.bin / "initdb"), "-D", str(new), "-U", NAME, "-A", "trust"]
        done = subprocess.run(
            [*command, "-E", "UTF8", "--no-instructions", *locale],
            cwd="/",
            capture_output=True,
            check=False,
            text=True,
            **self.places.account.identity(),
        )
        if done.returncode:
            if "No space left on device" in done.stderr:
                raise disk_full(str(new))
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Trouble(f"PostgreSQL cannot make {new}: {reason}")
        with contextlib.suppress(FileNotFoundError):
            self.places.postgres.rmdir()
        new.rename(self.places.postgres)

    def _major(self) -> str:
        program = self.bin / "postgres"
        try:
            done = subprocess.run(
                [program, "--version"], capture_output=True, check=True, text=True
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise Trouble(
                f"PostgreSQL's program {program} does not run ({error}): name the "
                "folder of its programs with PG_BIN."
            ) from None
        return done.stdout.split("(PostgreSQL)")[-1].strip().split(".")[0]

    def _run(self) -> Child:
        sockets = str(self.places.sockets).replace('"', '""')
        settings = {**self.settings, "unix_socket_directories": f'"{sockets}"'}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return self.processes.start(
            [self.bin / "postgres", "-D", self.places.postgres, *options],
            env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.environ.get("PATH", "")},
            log=self.places.logs / "postgres.log",
            cwd=self.places.data,
        )

    def _is_settled(self, child: Child) -> bool:
        return not child.is_running or self._answers(child)

    def _answers(self, child: Child) -> bool:
        """Our own child, and not an orphan on the same socket."""
        try:
            if self._recorded_pid() == child.pid:
                self.connect("postgres").close()
                return True
        except psycopg.OperationalError as error:
            if "FATAL" in str(error) and "the database system is" not in str(error):
                raise  # it runs and will never let us in
        except (OSError, ValueError):
            pass
        return False

    def connect(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=str(self.places.sockets),
            user=NAME,
            dbname=name,
            autocommit=True,
            connect_timeout=5,
        )

    def _ensure_database(self) -> None:
        with self.connect("postgres") as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(known, [NAME]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {NAME}")

    def _recorded_pid(self) -> int:
        lines = (self.places.postgres / "postmaster.pid").read_text().splitlines()
        return int(lines[0]) if lines else 0

    def _clear_stale_lock(self) -> None:
        """The folder is ours alone: a pid in it is a leftover, or its next bearer."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = self._recorded_pid()
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                if (
                    process.name() == "postgres"
                    and str(self.places.postgres) in process.cmdline()
                ):
                    process.send_signal(signal.SIGINT)
                    psutil.wait_procs([process], timeout=10)
            (self.places.postgres / "postmaster.pid").unlink()

    def _refusal(self, child: Child, reason: str) -> Trouble:
        lines = child.said()
        if any("No space left on device" in line for line in lines):
            return disk_full(str(self.places.postgres))
        loud = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
        loud = [line for line in loud if "the database system is" not in line]
        last = (loud or lines or ["it gave no reason"])[-1].split("UTC ")[-1]
        reason = (reason or last).split("] ")[-1]
        if "ermission" in reason or "wrong ownership" in reason:
            owner = self.places.account.name()
            return Trouble(
                f"PostgreSQL does not start ({reason}): give {self.places.postgres} to "
                f"{owner} alone (chown -R {owner}, chmod -R u=rwX,go=) and start again."
            )
        return Trouble(
            f"PostgreSQL does not start ({reason}; log: {child.log}): if "
            f"{self.places.postgres} is damaged, restore it from a backup, or move it "
            "away to begin anew, and start again."
        )


def check(url: str) -> None:
    """Whether the given PostgreSQL answers and knows every extension we need."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            rows = connection.execute("SELECT name FROM pg_available_extensions")
            known = {str(name) for (name,) in rows}
    except psycopg.Error as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise Trouble(
            f"PostgreSQL at DATABASE_URL does not answer ({reason}): mend the address, "
            "postgres://user:password@host:port/name, or start that server."
        ) from None
    if missing := [name for name in EXTENSIONS if name not in known]:
        raise Trouble(
            f"This PostgreSQL lacks {', '.join(missing)}: install its contrib package "
            "and pgvector (Debian: postgresql-contrib, postgresql-NN-pgvector)."
        )
