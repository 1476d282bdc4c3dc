"""Where things are kept, and the lock that lets one `bin/up` work there.

Standard library only: it runs before anything is installed.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.house.account import Account
from config.house.words import Trouble, disk_full, say

PROJECT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("config", "community", "ideas", "feedback")
ROOM_FOR_DATA = 200_000_000
LONGEST_SOCKET = 100
LONGEST_NAME = ".s.PGSQL.5432"


def nearest(path: Path) -> Path:
    """The path, or the first folder above it that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


def data_folder(account: Account) -> Path:
    """HEARTH_DATA, or ./var; where the servers cannot reach that, below /var/lib."""
    if given := os.environ.get("HEARTH_DATA"):
        folder = Path(given).expanduser().absolute()
        if not account.can_enter(nearest(folder)):
            raise Trouble(
                f"The account nobody, which runs the servers for root, cannot reach "
                f"{folder}: set HEARTH_DATA to a folder that it can enter."
            )
        return folder
    if account.can_enter(PROJECT):
        return PROJECT / "var"
    mark = hashlib.sha256(bytes(PROJECT)).hexdigest()[:8]
    return Path("/var/lib/hearth", f"{PROJECT.name}-{mark}")


def take_lock(data: Path) -> None:
    """Hold the data folder until this process, whatever it becomes, has ended."""
    data.mkdir(parents=True, exist_ok=True)
    lock = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.pread(lock, 200, 0).decode(errors="replace").strip()
        raise Trouble(
            f"Hearth is already running in {data} ({holder or 'just starting'}): use "
            "that one, stop it with Ctrl-C, or name another folder with HEARTH_DATA "
            "and another PORT."
        ) from None
    os.set_inheritable(lock, True)  # noqa: FBT003
    os.environ["HEARTH_LOCK"] = str(lock)
    note_holder(f"process {os.getpid()}")


def is_held(data: Path) -> bool:
    """Whether somebody holds the folder: a house that runs, or starts."""
    try:
        lock = os.open(data / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def note_holder(who: str) -> None:
    """What a second start will be told; a full disk is complained of later."""
    lock = int(os.environ["HEARTH_LOCK"])
    with contextlib.suppress(OSError):
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{who}\n".encode(), 0)


@dataclass(frozen=True)
class Places:
    """The folders of one house."""

    data: Path
    account: Account

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        return self.data / "valkey"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def state(self) -> Path:
        """Small things that the servers' account writes: beat's times, how to sign in."""
        return self.data / "state"

    @property
    def sockets(self) -> Path:
        """`run` in the data folder; a short folder of ours where that is too long."""
        folder = self.data / "run"
        if len(bytes(folder / LONGEST_NAME)) <= LONGEST_SOCKET:
            return folder
        mark = hashlib.sha256(bytes(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir(), f"hearth-{mark}")

    def make(self) -> None:
        """Every folder, with its owner; repeating changes nothing."""
        self.data.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.data).free < ROOM_FOR_DATA:
            raise disk_full(str(self.data))
        for name in ("media", "mail", "pictures", "static", "state"):
            self._make(self.data / name, mode=0o755 if name == "static" else 0o700)
        self._make(self.logs, mode=0o700)
        self._make(self.valkey, mode=0o700)
        self._make(self.sockets, mode=0o700)

    def _make(self, folder: Path, *, mode: int) -> None:
        try:
            folder.mkdir(mode=mode)
        except FileExistsError:
            if not folder.is_dir():
                raise
        owner = folder.lstat().st_uid
        if owner not in {os.geteuid(), self.account.uid} or folder.is_symlink():
            raise Trouble(
                f"The folder {folder} belongs to somebody else: give it back to the "
                "account that starts Hearth, or name another with HEARTH_DATA."
            )
        folder.chmod(mode)
        self.account.own(folder)

    def secret_key(self) -> str:
        """Made on the first start and kept, readable to its owner only."""
        if given := os.environ.get("SECRET_KEY"):
            return given
        path = self.data / "secret-key"
        if not path.exists():
            say("Secret key: making one")
            new = path.with_suffix(".new")
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64) + "\n")
                file.flush()
                os.fsync(file.fileno())
            new.rename(path)
        key = path.read_text(encoding="utf-8", errors="replace").strip()
        if len(key) < 50:
            raise Trouble(
                f"The data folder is damaged: {path} holds no key; restore it from a "
                "backup, or delete it, after which everybody signs in again."
            )
        return key
