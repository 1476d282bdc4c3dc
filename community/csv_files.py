"""The one way CSV comes in and goes out: UTF-8, bounded lines, named columns, line numbers."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

LINE_LIMIT = 200_000  # bytes; the longest post in four-byte letters fits twice
BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line of a file."""

    file: str
    line: int
    column: str
    reason: str
    row: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: "
        return place + (f"{self.column}: " if self.column else "") + self.reason


@dataclass(frozen=True)
class Row:
    """One record with the line it begins on."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "").strip()


class BadLine(Exception):
    """A line that cannot be taken; the next one can."""


class Lines:
    """The lines of a stream as text; one that is too long is skipped, never held."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.number = stream, 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self.stream.readline(LINE_LIMIT + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = self._first(line)
        if len(line) > LINE_LIMIT:
            self._skip(line)
            raise BadLine(
                _("the line is longer than %(limit)s bytes") % {"limit": LINE_LIMIT}
            )
        return decoded(line)

    def _first(self, line: bytes) -> bytes:
        if line.startswith(WIDE):
            self.stream.seek(0, 2)
            raise BadLine(_("the file is UTF-16; save it as UTF-8"))
        return line.removeprefix(BOM)

    def _skip(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self.stream.readline(LINE_LIMIT)


def decoded(line: bytes) -> str:
    if b"\0" in line:
        raise BadLine(_("the line holds a NUL character"))
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(
            _("byte %(number)s is not UTF-8; save the file as UTF-8")
            % {"number": error.start + 1}
        ) from None


def read_csv(
    stream: BinaryIO, *, name: str, required: Iterable[str]
) -> Iterator[Row | Problem]:
    """Every record of a CSV file with a header line, or what is wrong with it.

    Columns may stand in any order, others are left alone, blank lines are passed
    over. Without a usable header the only thing that comes is a problem.
    """
    lines = Lines(stream)
    records = csv.reader(lines, strict=True)
    header = _header(lines, records, name=name, required=list(required))
    if isinstance(header, Problem):
        yield header
        return
    while True:
        first = lines.number + 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except (BadLine, csv.Error) as error:
            yield Problem(name, lines.number, "", str(error))
            continue
        if cells:
            yield _row(cells, header, name=name, line=first)


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    is_formula = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if is_formula else text


def _header(
    lines: Lines, records: Iterator[list[str]], *, name: str, required: list[str]
) -> list[str] | Problem:
    try:
        header = [cell.strip().lower() for cell in next(records)]
    except StopIteration:
        return Problem(name, 1, "", _("the file is empty"))
    except (BadLine, csv.Error) as error:
        return Problem(name, lines.number, "", str(error))
    return _refusal(header, name=name, required=required) or header


def _refusal(header: list[str], *, name: str, required: list[str]) -> Problem | None:
    missing = [column for column in required if column not in header]
    if missing:
        reason = _("the header lacks %(columns)s") % {"columns": ", ".join(missing)}
        if len(header) == 1 and ";" in header[0]:
            reason += _("; the columns must be separated by commas")
        return Problem(name, 1, "", reason)
    twice = {column for column in header if column and header.count(column) > 1}
    if twice:
        return Problem(name, 1, min(twice), _("the column stands twice in the header"))
    return None


def _row(cells: list[str], header: list[str], *, name: str, line: int) -> Row | Problem:
    if len(cells) != len(header):
        reason = _("has %(found)s columns, the header has %(wanted)s") % {
            "found": len(cells),
            "wanted": len(header),
        }
        return Problem(name, line, "", reason, tuple(cells))
    return Row(line, dict(zip(header, cells, strict=True)))
