"""Queries that nearly every request asks: worked out once, not each time.

Django works out the SQL of a queryset, and how a row becomes a model, anew whenever it is
asked, which costs more than PostgreSQL needs to answer one of these.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
Values = ParamSpec("Values")


def asked_often(
    ask: Callable[Values, models.QuerySet[Row]],
) -> Callable[Values, Row | None]:
    """Ask for the one row that `ask` describes: the row, or None.

    `ask` is called once, with a stand-in for each of its values: it may put them into
    filters, and must not decide anything by them. A row as a value stands for its key.
    """
    names = list(inspect.signature(ask).parameters)

    @cache
    def plan() -> Plan:
        stands: Any = {name: Given(name) for name in names}
        return Plan.of(cast("Any", ask)(**stands))

    @wraps(ask)
    def answer(*arguments: Values.args, **named: Values.kwargs) -> Row | None:
        values = dict(zip(names, arguments, strict=False)) | named
        if len(arguments) + len(named) != len(names) or len(values) != len(names):
            raise TypeError(f"{ask.__name__} asks with {', '.join(names)}")
        return cast("Row | None", plan().row(values))

    return answer


def prepared_cursor() -> CursorWrapper:
    """A cursor whose statement PostgreSQL plans once in a connection (config/database)."""
    return cast("Any", connection).prepared_cursor()


class Given(Expression):
    """Stands in a query for a value that comes later."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, *_compiler: Any, **_connection: Any) -> Any:
        return "%s", [self]


@dataclass(frozen=True)
class Plan:
    """A statement, and how its row becomes a model: what Django's ModelIterable does."""

    statement: str
    marks: tuple[Any, ...]
    model: type[models.Model]
    columns: slice
    attributes: list[str]
    related: list[Any]
    annotations: dict[str, int]
    converters: list[tuple[int, tuple[list[Any], Any]]]

    @classmethod
    def of(cls, rows: models.QuerySet[Any]) -> "Plan":
        compiler = rows.query.get_compiler("default")
        statement, marks = compiler.as_sql()
        kind = compiler.klass_info
        columns = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1)
        select = compiler.select
        return cls(
            statement=statement,
            marks=tuple(marks),
            model=kind["model"],
            columns=columns,
            attributes=[column.target.attname for column, *_ in select[columns]],
            related=get_related_populators(kind, select, "default"),  # type: ignore[call-arg]
            annotations=compiler.annotation_col_map or {},
            converters=list(
                compiler.get_converters([column for column, *_ in select]).items()
            ),
        )

    def row(self, values: dict[str, Any]) -> models.Model | None:
        filled = [
            _plain(values[mark.name]) if isinstance(mark, Given) else mark
            for mark in self.marks
        ]
        with prepared_cursor() as cursor:
            cursor.execute(self.statement, filled)
            found = cursor.fetchone()
        if found is None:
            return None
        row = list(found)
        for place, (converters, expression) in self.converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        made = self.model.from_db("default", self.attributes, row[self.columns])
        for each in self.related:
            each.populate(row, made)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
