from typing import Any

from django.db.models import F, Func, TextField, Value


class _WrittenBy(Func):
    """PostgreSQL's number of the transaction that wrote the row a column stands in."""

    output_field = TextField()

    def as_sql(
        self, compiler: Any, connection: Any, *_arguments: Any, **_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column: Any = self.get_source_expressions()[0]
        return f"{connection.ops.quote_name(column.alias)}.xmin::text", ()


def row_version(*columns: str) -> Func:
    """One word that is another as soon as any of the rows changed, of which each column
    stands in one: none of them a key, since a key is read from the row that refers to it."""
    rows = [_WrittenBy(F(column)) for column in columns]
    return Func(Value("-"), *rows, function="concat_ws", output_field=TextField())
