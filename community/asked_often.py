"""Queries that nearly every request asks: their SQL is worked out once, not each time.

Django works out the SQL of a queryset anew whenever it is asked, which costs more than
PostgreSQL needs to answer one of these.
"""

import copy
import inspect
from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)
Values = ParamSpec("Values")


def asked_often(
    ask: Callable[Values, models.QuerySet[Row]],
) -> Callable[Values, Row | None]:
    """Ask for the one row that `ask` describes: the row, or None.

    `ask` is called once, with a stand-in for each of its values: it may put them into
    filters, and must not decide anything by them. A row as a value stands for its key.
    """
    names = inspect.signature(ask)

    @cache
    def worked_out() -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        stands: Any = {name: Given(name) for name in names.parameters}
        compiler = cast("Any", ask)(**stands).query.get_compiler("default")
        statement, marks = compiler.as_sql()
        return compiler, statement, tuple(marks)

    @wraps(ask)
    def answer(*arguments: Values.args, **named: Values.kwargs) -> Row | None:
        values = names.bind(*arguments, **named).arguments
        compiler, statement, marks = worked_out()
        filled = tuple(
            _plain(values[mark.name]) if isinstance(mark, Given) else mark
            for mark in marks
        )
        ours = copy.copy(compiler)
        ours.connection = connections["default"]
        ours.as_sql = lambda *_all, **_every: (statement, filled)  # type: ignore[method-assign]
        query = SimpleNamespace(get_compiler=lambda **_using: ours)
        asked = SimpleNamespace(db="default", query=query, _known_related_objects={})
        return next(iter(ModelIterable(cast("Any", asked))), None)

    return answer


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


class Given(Expression):
    """Stands in a query for a value that comes later."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.Field())
        self.name = name

    def as_sql(self, *_compiler: Any, **_connection: Any) -> Any:
        return "%s", [self]
