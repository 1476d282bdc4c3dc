"""Insert a row unless an equal one stands: PostgreSQL decides, nobody checks first."""

from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.functions import Now

Row = TypeVar("Row", bound=models.Model)


def insert_once(model: type[Row], **values: Any) -> Row | None:
    """Insert a row with `ON CONFLICT DO NOTHING`: the row, or None if it was there.

    The row holds the values it was given, and nothing that the database works out
    but its key. A value may be `Now()`: then the database's clock says it.
    """
    row = model(**values)
    timed = frozenset(name for name, said in values.items() if isinstance(said, Now))
    statement, fields = _insert(model, has_key=row.pk is not None, timed=timed)
    prepared = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, prepared)
        found = cursor.fetchone()
    if found is None:
        return None
    row.pk = found[0]
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
    return row


@cache
def _insert(
    model: type[models.Model], *, has_key: bool, timed: frozenset[str]
) -> tuple[str, list[models.Field[Any, Any]]]:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated and (has_key or not field.primary_key)
    ]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    clock = "statement_timestamp()"
    marks = ", ".join(clock if field.name in timed else "%s" for field in fields)
    table, key = quoted(meta.db_table), quoted(str(meta.pk.column))
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    return f"{insert} ON CONFLICT DO NOTHING RETURNING {key}", [
        field for field in fields if field.name not in timed
    ]
