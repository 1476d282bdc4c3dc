"""What the house says: lines on the way, and one sentence when it cannot go on.

Standard library only: `enter.py` uses it before anything is installed.
"""

import contextlib
import errno
import sys
from collections.abc import Iterator


class Trouble(Exception):
    """Why it cannot go on, and what to do about it, in one sentence."""


def say(line: str) -> None:
    """Print one line at once; a reader who went away does not stop us."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def as_trouble(error: OSError) -> Trouble:
    """The sentence for what the operating system refused."""
    where = error.filename or "a file"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(str(where))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"This account may not write {where}: change its owner, or name another "
            "folder with HEARTH_DATA."
        )
    if error.errno in {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}:
        return Trouble(
            f"{where} should be a folder and is none, or the other way round: move it "
            "away, or name another folder with HEARTH_DATA, and start again."
        )
    return Trouble(f"The operating system refuses: {error}; mend that and start again.")


def disk_filling(where: str) -> str:
    return (
        f"The disk that holds {where} is full: free some space (1 GB is plenty); until "
        "then what cannot be kept is refused, and nothing kept is lost."
    )


def disk_full(where: str) -> Trouble:
    return Trouble(
        f"The disk that holds {where} is full: free some space (1 GB is plenty) and "
        "start again; nothing is lost."
    )


@contextlib.contextmanager
def plain_failures() -> Iterator[None]:
    """Turn trouble into one sentence and an exit code: 1, or 130 for Ctrl-C."""
    try:
        yield
    except Trouble as trouble:
        complain(str(trouble))
        raise SystemExit(1) from None
    except OSError as error:
        complain(str(as_trouble(error)))
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        complain("Stopped.")
        raise SystemExit(130) from None
