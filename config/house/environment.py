"""Make the environment from a lock file, once, and go on inside it.

Standard library only: it runs before anything is installed.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from config.house import manage, places
from config.house.account import Account, for_servers
from config.house.words import Trouble, disk_full, plain_failures, say

COMMANDS = {
    "up": ("config.house.up", "requirements.lock"),
    "test": ("config.house.run_tests", "requirements-dev.lock"),
    "check": ("config.house.run_checks", "requirements-dev.lock"),
    "bench": ("bench", "requirements-dev.lock"),
}
ROOM_FOR_PACKAGES = 700_000_000
OTHER_PYTHONS = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")
OTHER_FOLDERS = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")


def enter(command: str, arguments: list[str]) -> NoReturn:
    """Replace this process by the command inside its environment."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    with plain_failures():
        if command == "manage":
            manage.run(arguments)
        module, lock = COMMANDS[command]
        if command == "up" and not {"-h", "--help"} & set(arguments):
            python = _environment_for_servers(lock)
        else:
            python = ready(places.PROJECT / ".venv", places.PROJECT / lock)
        os.environ.setdefault("HEARTH_CALLED_FROM", str(Path.cwd()))
        os.execv(python, [str(python), "-m", module, *arguments])  # noqa: S606
    raise SystemExit(1)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _environment_for_servers(lock: str) -> Path:
    """An environment and a copy of the code that the servers' account can use."""
    account = for_servers()
    data = places.data_folder(account)
    os.environ["HEARTH_DATA"] = str(data)
    places.take_lock(data)
    code = places.PROJECT if account.can_enter(places.PROJECT) else data / "code"
    if code != places.PROJECT:
        _copy_code(code)
    mine = places.PROJECT / ".venv"
    if code != places.PROJECT or (
        mine.exists() and not account.can_run(mine / "bin" / "python")
    ):
        mine = data / "venv"
    python = ready(mine, code / lock, account=account)
    os.chdir(code)
    return python


def ready(folder: Path, lock: Path, *, account: Account | None = None) -> Path:
    """The environment's Python, with everything in the lock file installed."""
    account = account or Account()
    python = folder / "bin" / "python"
    with _one_at_a_time():
        if not (_is_installed(folder, lock) and account.can_run(python)):
            _make(folder, account=account)
            _install(python, lock)
            # What the development lock pins holds all of the other one, bin/check says.
            for each in {lock, lock.with_name("requirements.lock")}:
                _stamp(folder, each).write_text(_digest(each))
    os.chdir(places.PROJECT)
    return python


def _is_installed(folder: Path, lock: Path) -> bool:
    stamp = _stamp(folder, lock)
    return stamp.is_file() and stamp.read_text() == _digest(lock)


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f"{lock.name}.installed"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _make(folder: Path, *, account: Account) -> None:
    python = folder / "bin" / "python"
    if python.exists() and _has_pip(python) and account.can_run(python):
        return
    base = _python_for(account)
    if shutil.disk_usage(places.nearest(folder)).free < ROOM_FOR_PACKAGES:
        raise disk_full(str(folder))
    _need_venv(base)
    say(f"Environment: making {folder} with {base}")
    made = _run([base, "-m", "venv", "--clear", folder])
    if made.returncode:
        raise _refused(
            made,
            folder,
            what=f"{base} cannot make {folder}",
            remedy="name another Python with PYTHON=/path/to/python3",
        )


def _has_pip(python: Path) -> bool:
    """Supported, and with pip: an environment that uv made may lack it."""
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    done = subprocess.run([python, "-I", "-c", test], check=False, capture_output=True)
    return done.returncode == 0


def _python_for(account: Account) -> Path:
    """This Python, or another supported one that the servers' account can run."""
    names = [sys.executable]
    if not os.environ.get("PYTHON"):
        names += [found for name in OTHER_PYTHONS if (found := shutil.which(name))]
        names += [
            f"{where}/{name}" for where in OTHER_FOLDERS for name in OTHER_PYTHONS
        ]
    pythons = [Path(name) for name in dict.fromkeys(names) if Path(name).exists()]
    usable = [each for each in pythons if account.can_run(each) and _is_supported(each)]
    if usable:
        return next(filter(_has_venv, usable), usable[0])
    who = "This account" if account.uid is None else "The account nobody, which serves,"
    raise Trouble(
        f"{who} cannot use {sys.executable}, or it lacks ssl: install Python for "
        "everybody (Debian, Ubuntu: apt-get install python3 python3-venv), or name "
        "another with PYTHON=/path/to/python3."
    )


def _is_supported(python: Path) -> bool:
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-I", "-c", test], check=False).returncode == 0


def _need_venv(python: Path) -> None:
    """Debian keeps venv's other half in a package of its own: install it where root."""
    if _has_venv(python):
        return
    show = "import sys; print('python%d.%d-venv' % sys.version_info[:2])"
    package = subprocess.run(
        [python, "-I", "-c", show], check=True, capture_output=True, text=True
    ).stdout.strip()
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        say(f"Environment: installing {package}, which this Python lacks")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
            _run([apt, "-qq", *step], env=quiet)
        if _has_venv(python):
            return
    raise Trouble(
        f"{python} has no venv module: install it (Debian, Ubuntu: sudo apt-get install "
        f"{package}) and start again."
    )


def _has_venv(python: Path) -> bool:
    return _run([python, "-I", "-c", "import ensurepip, venv"]).returncode == 0


def _install(python: Path, lock: Path) -> None:
    say(f"Environment: installing {lock.name} (the first time, about a minute)")
    command: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    command += ["--no-warn-script-location", "--root-user-action=ignore", "-r", lock]
    done = _run(command)
    if done.returncode:
        folder = python.parent.parent
        raise _refused(
            done,
            folder,
            what=f"pip could not install {lock.name}",
            remedy="check the network",
        )


def _run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """In a group of its own, which ends with us: nobody's child goes on alone."""
    child = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    try:
        said, _ = child.communicate()
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        raise
    return subprocess.CompletedProcess(command, child.returncode, said)


def _refused(
    done: "subprocess.CompletedProcess[str]", folder: Path, *, what: str, remedy: str
) -> Trouble:
    if "No space left on device" in done.stdout:
        return disk_full(str(folder))
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    reason = (errors or lines or ["it gave no reason"])[-1].rstrip(".")
    return Trouble(f"{what} ({reason}): {remedy} and start again.")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands at once make one environment, the second one waits."""
    door = os.open(places.PROJECT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Environment: waiting for another command that is making it")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)


def _copy_code(code: Path) -> None:
    """Fresh at every start: the servers' account cannot enter the project's folder."""
    say(f"Code: copying to {code}, where the account nobody can read it")
    shutil.rmtree(code, ignore_errors=True)
    unwanted = shutil.ignore_patterns(".*", "var", "tests", "docs", "__pycache__")
    shutil.copytree(places.PROJECT, code, ignore=unwanted, symlinks=True)
