"""A house on a disk that fills up, and has room again: run by `test_full_disk.py`.

The folder for temporary files is a small file system. Prints what happened as JSON.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from bench._house import house

TOKEN = "t" * 32
LEFT = 6_000_000  # bytes of room when members begin to write
PATIENCE = 90.0
MEMBERS = 40


def main() -> None:
    with house(has_beat=False) as running:
        cookies, board = make_world()
        filler = Path(tempfile.gettempdir()) / "filler"
        fill(filler)
        posted, statuses, words = 0, Counter[int](), ""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and statuses.total() < 5:
            status, page = post(running.port, cookies, board, n=posted)
            if status == 302:
                posted += 1
            else:
                statuses[status] += 1
                words = words or page
        health = get(running.port, "/healthz")
        filler.unlink()
        roomy = time.monotonic()
        while post(running.port, cookies, board, n=posted)[0] != 302:
            if time.monotonic() - roomy > PATIENCE:
                raise TimeoutError("It does not go on.")
            time.sleep(0.5)
        waited = round(time.monotonic() - roomy, 1)
        from django.db import connection  # Django is set up by now

        from ideas.models import Idea

        connection.close()  # PostgreSQL started anew meanwhile

        found = {
            "acknowledged": posted + 1,
            "kept": Idea.objects.count(),
            "statuses": statuses,
            "words": words,
            "health": health,
            "seconds until it goes on": waited,
        }
    sys.stdout.write(json.dumps(found) + "\n")


def make_world() -> tuple[list[str], int]:
    """Sessions of members who may post often enough, and a board."""
    from django.test import Client

    from community.actions.firm import open_board, set_up_firm
    from community.actions.members import add_member
    from community.actions.vouching import verify

    set_up_firm(name="Full")
    cookies = []
    for number in range(MEMBERS):
        member = add_member(email=f"m{number}@example.org", name=f"Member {number}")
        verify(member, how=member.Verified.CUSTOMER_LIST)
        browser = Client()
        browser.force_login(member)
        cookies.append(f"session={browser.cookies['session'].value}")
    return cookies, open_board("Board").pk


def fill(filler: Path) -> None:
    """All the room but a little."""
    with filler.open("wb") as file:
        while room() > LEFT:
            file.write(b"\0" * min(1_000_000, room() - LEFT))
            file.flush()


def room() -> int:
    found = os.statvfs(tempfile.gettempdir())
    return found.f_bavail * found.f_frsize


def post(port: int, cookies: list[str], board: int, *, n: int) -> tuple[int, str]:
    """A long post; the status of the answer, 0 where there was none, and its words."""
    title = f"A lid that closes, said for the {n}th time"
    said = {"title": title, "board": board, "kind": "idea", "met": "1"}
    body = urlencode(
        {**said, "csrfmiddlewaretoken": TOKEN, "body": f"{n} words " * 800}
    )
    kind = "application/x-www-form-urlencoded"
    cookie = cookies[n % MEMBERS]
    headers = {"Cookie": f"{cookie}; csrf={TOKEN}", "Content-Type": kind}
    return _ask(port, "POST", "/ideas/new/", body=body, headers=headers)


def get(port: int, path: str) -> int:
    return _ask(port, "GET", path)[0]


def _ask(port: int, method: str, path: str, **rest: object) -> tuple[int, str]:
    line = HTTPConnection("localhost", port, timeout=45)
    try:
        line.request(method, path, **rest)  # type: ignore[arg-type]
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, HTTPException):
        return 0, ""
    finally:
        line.close()


if __name__ == "__main__":
    main()
