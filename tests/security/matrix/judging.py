"""What came of a request, in one word, and the table of what ought to."""

from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from rest_framework.test import APIClient

from tests.security.matrix.operations import Operation
from tests.security.matrix.payloads import OWN_ADDRESS
from tests.security.matrix.world import World

# Counts, last looks and sessions: written whoever comes, and nobody's words.
BOOKKEEPING = {
    "community_session", "community_tally", "ideas_seen", "cache",
}  # fmt: skip
WRITTEN = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
"""


def outcome(world: World, operation: Operation, who: str) -> str:
    """`see`, `do` (rows were written), `in` (asked to sign in), `go`, `no`, or trouble."""
    with transaction.atomic():
        before = _written()
        response = _send(world, operation, who)
        changed = {
            table
            for table, count in _written().items()
            if count != before.get(table, 0) and table not in BOOKKEEPING
        }
        transaction.set_rollback(True)
    return _word(response, wrote=bool(changed))


def api_outcome(world: World, operation: Operation, who: str) -> str:
    """The same for a key; `key` where it is asked for one."""
    with transaction.atomic():
        before = _written()
        client = APIClient(raise_request_exception=False)
        send = getattr(client, operation.method.lower())
        data = operation.data or None
        response = send(operation.url, data, format="json", **world.header(who))
        wrote = {t for t, n in _written().items() if n != before.get(t, 0)}
        transaction.set_rollback(True)
    if response.status_code == 401:
        return "key"
    return _word(response, wrote=bool(wrote - BOOKKEEPING - {"community_apikey"}))


def table(name: str) -> dict[str, dict[str, str]]:
    """Rows of a table in this folder: operation, then one word for each who."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text().splitlines()
    rows = [line.split() for line in lines if line.strip() and line[0] != "#"]
    who = rows[0]
    return {
        " ".join(row[: -len(who)]): dict(zip(who, row[-len(who) :], strict=True))
        for row in rows[1:]
    }


def drawn(rows: dict[str, dict[str, str]]) -> str:
    """The same table as text, to read and to keep."""
    who = list(next(iter(rows.values())))
    width = max(map(len, rows))
    lines = [" " * width + "".join(f" {each:>9}" for each in who)]
    lines += [
        title.ljust(width) + "".join(f" {row[each]:>9}" for each in who)
        for title, row in rows.items()
    ]
    return "\n".join(lines) + "\n"


def _send(world: World, operation: Operation, who: str) -> Any:
    client = world.client(who)
    send = client.get if operation.method == "GET" else client.post
    data = {
        field: world.people[who].email if value == OWN_ADDRESS else value
        for field, value in operation.data.items()
        if value != OWN_ADDRESS or who != "visitor"
    }
    for value in data.values():
        if hasattr(value, "seek"):  # a file that somebody else sent before
            value.seek(0)
    return send(operation.url, {k: v for k, v in data.items() if v is not None})


def _word(response: HttpResponse, *, wrote: bool) -> str:
    code = response.status_code
    if wrote and code < 500:
        return "do"
    if code in {301, 302}:
        place = response.headers["Location"]
        return "in" if "login" in place or "reauthenticate" in place else "go"
    if code in {400, 409, 422}:
        return "refused"
    failed = "down" if code == 503 else f"ERROR{code}"
    return {2: "see", 4: "no", 5: failed}[code // 100]


def _written() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())
