"""Reading a customer list: e-mail, company, segment, account owner."""

from collections.abc import Iterator
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.actions.vouching import Listed
from community.csv_files import Problem, Row, read_csv

LIMITS = {"email": 254, "company": 120, "segment": 60, "account_owner": 254}


def read_customers(stream: BinaryIO, *, name: str) -> Iterator[Listed | Problem]:
    """Each line of a list, or what is wrong with it. Only `email` must be a column."""
    seen: dict[str, int] = {}
    for row in read_csv(stream, name=name, required=["email"]):
        if isinstance(row, Problem):
            yield row
            continue
        problems = list(_problems(row, name=name, seen=seen))
        yield from problems
        if not problems:
            yield Listed(**{column: row[column] for column in LIMITS})


def _problems(row: Row, *, name: str, seen: dict[str, int]) -> Iterator[Problem]:
    email = row["email"].lower()
    for column, limit in LIMITS.items():
        if len(row[column]) > limit:
            reason = _("is longer than %(limit)s letters") % {"limit": limit}
            yield Problem(name, row.line, column, reason)
    for column in ["email", "account_owner"]:
        if (row[column] or column == "email") and not _is_email(row[column]):
            reason = _("“%(value)s” is no e-mail address") % {
                "value": row[column][:100]
            }
            yield Problem(name, row.line, column, reason)
    if email and email in seen:
        reason = _("stands on line %(line)s already") % {"line": seen[email]}
        yield Problem(name, row.line, "email", reason)
    seen.setdefault(email, row.line)


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
