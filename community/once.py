"""Insert a row unless an equal one stands: PostgreSQL decides, nobody checks first."""

from typing import Any

from django.db import connection, models


def insert_once(model: type[models.Model], **values: Any) -> int | None:
    """Insert a row with `ON CONFLICT DO NOTHING`; its key, or None if it was there."""
    row = model(**values)
    fields = [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001
        if not field.generated
        and not (field.primary_key and field.attname not in values)
    ]
    columns = ", ".join(
        connection.ops.quote_name(str(field.column)) for field in fields
    )
    marks = ", ".join(["%s"] * len(fields))
    prepared = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in fields
    ]
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    key = connection.ops.quote_name(str(model._meta.pk.column))  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks}) "  # noqa: S608
            f"ON CONFLICT DO NOTHING RETURNING {key}",
            prepared,
        )
        found = cursor.fetchone()
    return found[0] if found else None
