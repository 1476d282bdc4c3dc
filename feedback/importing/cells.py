from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.csv_files import Problem, Row
from community.moments import EARLIEST, has_been
from community.plain import plain_line, shows


class Cells:
    """The cells of one row as values, noting everything that is wrong with them."""

    def __init__(self, row: Row, *, file: str) -> None:
        self.row, self.file = row, file
        self.problems: list[Problem] = []

    def refuse(self, column: str, reason: str) -> None:
        cells = tuple(self.row.values.values())
        self.problems.append(Problem(self.file, self.row.line, column, reason, cells))

    def line(self, column: str, *, limit: int, is_required: bool = True) -> str:
        value = plain_line(self.row[column])
        return self._bounded(column, value, limit, is_required=is_required)

    def words(self, column: str, *, limit: int, is_required: bool = True) -> str:
        value = self.row[column] if shows(self.row[column]) else ""
        return self._bounded(column, value, limit, is_required=is_required)

    def _bounded(
        self, column: str, value: str, limit: int, *, is_required: bool
    ) -> str:
        if is_required and not value:
            self.refuse(column, _("is empty"))
        if len(value) > limit:
            self.refuse(
                column,
                _("has %(found)s letters, at most %(limit)s fit")
                % {"found": len(value), "limit": limit},
            )
        return value

    def known(self, column: str, ids: set[str], *, file: str) -> str:
        """The id of something that a good row of another file has described."""
        value = self.line(column, limit=100)
        if value and value not in ids:
            self.refuse(
                column,
                _("unknown: %(file)s has no good row “%(id)s”")
                % {"file": file, "id": value[:100]},
            )
        return value

    def new(self, column: str, ids: set[str]) -> str:
        """An id that no row before this one had."""
        value = self.line(column, limit=100)
        if value in ids:
            self.refuse(column, _("“%(id)s” stands here twice") % {"id": value[:100]})
        return value

    def email(self, column: str) -> str:
        value = self.line(column, limit=254).lower()
        try:
            validate_email(value)
        except ValidationError:
            if value:
                self.refuse(
                    column,
                    _("“%(value)s” is no e-mail address") % {"value": value[:100]},
                )
        return value

    def flag(self, column: str) -> bool:
        value = self.row[column]
        if value not in {"0", "1"}:
            self.refuse(
                column, _("“%(value)s” is neither 0 nor 1") % {"value": value[:40]}
            )
        return value == "1"

    def choice(self, column: str, choices: list[str]) -> str:
        value = self.row[column]
        if value not in choices:
            self.refuse(
                column,
                _("“%(value)s” is none of %(choices)s")
                % {"value": value[:40], "choices": ", ".join(choices)},
            )
        return value

    def moment(self, column: str) -> datetime:
        value = self.row[column]
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.refuse(
                column, _("“%(value)s” is no ISO 8601 time") % {"value": value[:40]}
            )
            return EARLIEST
        if moment.tzinfo is None:
            self.refuse(column, _("“%(value)s” has no offset") % {"value": value[:40]})
            return EARLIEST
        if not has_been(moment):
            self.refuse(
                column,
                _("“%(value)s” is before 1970 or to come") % {"value": value[:40]},
            )
        return moment
