"""`bin/manage COMMAND`: Django's commands with what `bin/up` gave to its servers.

Standard library only: it runs before anything is installed.
"""

import json
import os
from pathlib import Path
from typing import NoReturn

from config.house import places
from config.house.account import Account, for_servers
from config.house.words import Trouble

GIVEN = (
    *("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "BASE_URL", "HEARTH_DATA"),
    *("STAFF_SECOND_FACTOR", "HEARTH_STARTED_AT", "DJANGO_SETTINGS_MODULE", "HOME"),
)


def note_house(house: places.Places, *, python: str, env: dict[str, str]) -> None:
    """Keep for `bin/manage` what the servers are given, readable to who starts them."""
    kept = {name: env[name] for name in GIVEN if name in env}
    path = _note(house.data)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        json.dump({"python": python, "code": str(Path.cwd()), "env": kept}, file)


def run(arguments: list[str]) -> NoReturn:
    """Replace this process by the command, as the account that the servers run as.

    Raises Trouble where no house runs in the data folder.
    """
    account = for_servers()
    data = places.data_folder(account)
    if not places.is_held(data):
        raise Trouble(
            f"Hearth is not running in {data}: start it with bin/up, or name another "
            "folder with HEARTH_DATA; without bin/up call manage.py with the settings "
            "of your servers."
        )
    try:
        house = json.loads(_note(data).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise Trouble(f"Hearth is just starting in {data}: try again.") from None
    _go_on(account, house, arguments)


def _go_on(
    account: Account, house: dict[str, object], arguments: list[str]
) -> NoReturn:
    python, script = str(house["python"]), str(Path(str(house["code"]), "manage.py"))
    env = {**os.environ, **dict(house["env"])}  # type: ignore[call-overload]
    account.become()
    os.execve(python, [python, script, *arguments], env)  # noqa: S606


def _note(data: Path) -> Path:
    return data / "house.json"
