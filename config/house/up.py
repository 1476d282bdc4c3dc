"""`bin/up`: a whole Hearth on this machine, from nothing, in one command."""

import argparse
import os
import shutil
import socket
import sys
import time
from pathlib import Path

from config.house import account, places, postgres, readiness, valkey
from config.house.manage import note_house
from config.house.processes import Processes
from config.house.roles import Roles
from config.house.supervisor import Stopped, Supervisor
from config.house.words import Trouble, plain_failures, say

DESCRIPTION = """\
Start Hearth on this machine: PostgreSQL, Valkey, web, worker and beat. Ctrl-C stops all
of it; starting again keeps the data. The first start loads a demo community.
"""
SETTINGS = """\
environment:
  PORT          where the site answers (8000)
  HOST          on which address (127.0.0.1)
  BASE_URL      its address as people type it (http://localhost:PORT)
  HEARTH_DATA   the data folder (./var; below /var/lib/hearth where root's servers
                cannot reach that)
  DATABASE_URL  use this PostgreSQL instead of one of our own
  REDIS_URL     use this Redis or Valkey instead of one of our own
  PG_BIN        the folder of PostgreSQL's programs
  PYTHON        the Python that makes the environment
"""
WITHOUT_SECOND_FACTOR = """\
In this demo colleagues sign in without a second factor; STAFF_SECOND_FACTOR=yes asks.
"""


def main(argv: list[str] | None = None) -> int:
    """Run until stopped; 0 after Ctrl-C or SIGTERM, 1 after trouble."""
    options = _options(argv)
    with plain_failures():
        servants = account.for_servers()
        house = places.Places(Path(os.environ["HEARTH_DATA"]), servants)
        say(f"Data folder: {house.data}")
        house.make()
        processes = Processes(house.data, servants)
        if processes.end_leftovers():
            say("Leftovers: ended what an earlier run had left behind")
        listener = _take_port()
        supervisor = Supervisor(processes)
        supervisor.catch_signals()
        try:
            _bring_up(house, supervisor, options, listener=listener)
            supervisor.watch()
        except Stopped as stopped:
            say(str(stopped))
        finally:
            supervisor.ignore_signals()
            supervisor.end()
            shutil.rmtree(house.sockets, ignore_errors=True)
            say("Stopped; the data is kept.")
    return 0


def _bring_up(
    house: places.Places,
    supervisor: Supervisor,
    options: argparse.Namespace,
    *,
    listener: socket.socket,
) -> None:
    began = time.monotonic()
    supervisor.processes.keep_watch()
    roles = Roles(house, supervisor.processes, listener=listener)
    roles.env["SECRET_KEY"] = house.secret_key()
    roles.env["DATABASE_URL"] = _database(house, supervisor)
    roles.env["REDIS_URL"] = _broker(house, supervisor)
    roles.prepare(_first_content(house, options))
    shutil.rmtree(house.data / "import", ignore_errors=True)
    if (
        house.state / "demo-sign-in.txt"
    ).is_file():  # the invented firm's accounts are printed
        roles.env.setdefault("STAFF_SECOND_FACTOR", "no")
    say("Web, worker, beat: starting")
    supervisor.add("Web", roles.start_web)
    supervisor.add("Worker", roles.start_worker)
    supervisor.add("Beat", roles.start_beat)
    note_house(house, python=sys.executable, env=roles.env)
    readiness.wait(supervisor, port=listener.getsockname()[1])
    places.note_holder(f"process {os.getpid()}, {roles.env['BASE_URL']}")
    _greet(house, roles.env["BASE_URL"], seconds=time.monotonic() - began)


def _database(house: places.Places, supervisor: Supervisor) -> str:
    if given := os.environ.get("DATABASE_URL"):
        say("PostgreSQL: using DATABASE_URL")
        postgres.check(given)
        return given
    server = postgres.Postgres(house, supervisor.processes)
    say("PostgreSQL: starting")
    supervisor.add(server.label, server.start, stop_signal=server.stop_signal)
    return server.url


def _broker(house: places.Places, supervisor: Supervisor) -> str:
    if given := os.environ.get("REDIS_URL"):
        say("Redis: using REDIS_URL")
        valkey.check(given)
        return given
    server = valkey.Valkey(house, supervisor.processes)
    say("Valkey: starting")
    supervisor.add(server.label, server.start, stop_signal=server.stop_signal)
    return server.url


def _first_content(house: places.Places, options: argparse.Namespace) -> list[str]:
    if not options.folder:
        return ["empty" if options.no_demo else "demo"]
    folder = Path(os.environ.get("HEARTH_CALLED_FROM", "."), options.folder).resolve()
    if not folder.is_dir():
        raise Trouble(f"There is no folder {folder} to import.")
    if not house.account.can_enter(folder):
        copies = house.data / "import"
        shutil.rmtree(copies, ignore_errors=True)
        # The folder's name is part of every id in it.
        folder = Path(shutil.copytree(folder, copies / folder.name))
        house.account.own_tree(copies)
    return ["import", str(folder)]


def _greet(house: places.Places, address: str, *, seconds: float) -> None:
    say(f"\nHearth is ready at {address} (after {seconds:.1f} s; Ctrl-C stops it)\n")
    sign_in = house.state / "demo-sign-in.txt"
    if sign_in.is_file():
        say(sign_in.read_text(encoding="utf-8"))
        say(WITHOUT_SECOND_FACTOR)
    else:
        say("Sign in there; an empty community asks for its firm and administrator.\n")


def _take_port() -> socket.socket:
    """Listen ourselves: the port stays ours while a killed web is started again."""
    text = os.environ.get("PORT", "8000")
    host = os.environ.get("HOST", "127.0.0.1")
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise Trouble(f"PORT={text!r} is no port: give a number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, int(text)))
        listener.listen(512)
    except OSError as error:
        raise Trouble(
            f"Port {text} on {host} cannot be used ({error.strerror}): stop what uses "
            f"it, or choose another, as in PORT={int(text) % 60000 + 1} bin/up"
        ) from None
    return listener


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/up",
        description=DESCRIPTION,
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--no-demo", action="store_true", help="start empty; the first visit asks"
    )
    what.add_argument(
        "--import",
        dest="folder",
        metavar="DIR",
        help="import a folder of conversations (safe to repeat) instead of the demo",
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
