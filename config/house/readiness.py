"""Wait until the site says it is ready, or say why it is not."""

import json
import os
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from config.house.supervisor import Member, Supervisor
from config.house.words import Trouble

PATIENCE = 90.0


def wait(supervisor: Supervisor, *, port: int) -> None:
    """Until /readyz answers 200; a member that ends before that is trouble."""
    deadline = time.monotonic() + PATIENCE
    while (answer := _ask(port)) != "ready" or supervisor.first_dead():
        supervisor.follow_parent()
        if dead := supervisor.first_dead():
            raise _died(dead)
        if time.monotonic() > deadline:
            raise Trouble(
                f"Hearth is not ready after {PATIENCE:.0f} s ({answer}); look into the "
                "logs in its data folder."
            )
        time.sleep(0.1)


def _ask(port: int) -> str:
    host = os.environ.get("HOST", "127.0.0.1")
    host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared
    public = urlsplit(os.environ.get("BASE_URL", ""))
    request = urllib.request.Request(f"http://{host}:{port}/readyz")
    if public.netloc:
        request.add_header("Host", public.netloc)
        request.add_header("X-Forwarded-Proto", public.scheme)
    try:
        with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310
            response.read()
            return "ready"
    except urllib.error.HTTPError as error:
        return _missing(error)
    except OSError:
        return "the web process does not answer"


def _missing(error: urllib.error.HTTPError) -> str:
    try:
        found = json.loads(error.read())
    except (OSError, ValueError):
        return f"/readyz answers {error.code}"
    missing = [name for name, is_fine in found.items() if not is_fine]
    return "missing: " + ", ".join(name for name in missing if name != "ready")


def _died(member: Member) -> Trouble:
    last = [line for line in member.child.said() if line.strip()][-1:]
    return Trouble(
        f"{member.label} ended while starting ({member.child.how_it_ended()}; "
        f"{''.join(last)}): its log is {member.child.log}."
    )
