"""Insert a row unless an equal one stands: PostgreSQL decides, nobody checks first."""

from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def insert_once(model: type[Row], **values: Any) -> Row | None:
    """Insert a row with `ON CONFLICT DO NOTHING`: the row, or None if it was there.

    The row holds the values it was given, and nothing that the database works out
    but its key.
    """
    row = model(**values)
    statement, fields = _insert(model, has_key=row.pk is not None)
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
    model: type[models.Model], *, has_key: bool
) -> tuple[str, list[models.Field[Any, Any]]]:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated and (has_key or not field.primary_key)
    ]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table, key = quoted(meta.db_table), quoted(str(meta.pk.column))
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    return f"{insert} ON CONFLICT DO NOTHING RETURNING {key}", fields
