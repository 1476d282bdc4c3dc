"""Who runs the servers: whoever calls, or `nobody` where root calls.

Standard library only: `enter.py` uses it before anything is installed.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


class Identity(TypedDict, total=False):
    """Arguments for `subprocess` that change who a child is."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user that a child becomes; `uid` is None where it stays who we are."""

    uid: int | None = None
    gid: int | None = None

    def name(self) -> str:
        return pwd.getpwuid(os.geteuid() if self.uid is None else self.uid).pw_name

    def identity(self) -> Identity:
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def own_tree(self, top: Path) -> None:
        """Give a whole folder to the account, links left alone."""
        if self.uid is None or self.gid is None:
            return
        self.own(top)
        for folder, folders, files in os.walk(top):
            for name in folders + files:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)

    def can(self, mode: int, path: Path) -> bool:
        """Whether the account has `os.R_OK`, `W_OK`, `X_OK` on the path."""
        if self.uid is None or self.gid is None:
            return os.access(path, mode)
        child = os.fork()
        if child == 0:  # only here can the question be asked as the other user
            try:
                self.become()
            except OSError:
                os._exit(1)
            os._exit(0 if os.access(path, mode) else 1)
        return os.waitpid(child, 0)[1] == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can(os.R_OK | os.X_OK, folder)

    def can_run(self, python: Path) -> bool:
        """Whether this interpreter starts for the account, its library included."""
        try:
            done = subprocess.run(
                [python, "-I", "-c", "import ssl"],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                **self.identity(),
            )
        except OSError:
            return False
        return done.returncode == 0

    def become(self) -> None:
        """Be it from here on; nothing where it stays who we are."""
        if self.uid is None or self.gid is None:
            return
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)


def for_servers() -> Account:
    """PostgreSQL refuses to run as root: there, and only there, `nobody` serves."""
    if os.geteuid() != 0:
        return Account()
    entry = pwd.getpwnam("nobody")
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)
