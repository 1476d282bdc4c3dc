"""A hand-off knows how long its author waits, so that an index keeps the queue in order."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

LAST = "SELECT max(id) FROM feedback_handoff"
FILL = """
UPDATE feedback_handoff h SET received_at = c.received_at
FROM community_conversation c
WHERE c.id = h.conversation_id AND h.id BETWEEN %s AND %s
"""
BATCH = 10_000


def fill(apps, schema_editor):
    """In batches of their own transactions, while people work."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(LAST)
        last = cursor.fetchone()[0] or 0
        for first in range(0, last + 1, BATCH):
            cursor.execute(FILL, [first, first + BATCH - 1])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0006_endpoints_all_have_one")]

    operations = [
        migrations.AddField(
            model_name="handoff",
            name="received_at",
            field=models.DateTimeField(
                db_default=Now(),
                help_text="The conversation's: how long its author waits, whoever had it.",
                verbose_name="received at",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="handoff",
            index=models.Index(
                "team",
                "received_at",
                "id",
                condition=Q(closed_at=None),
                name="handoffs_of_a_team",
            ),
        ),
        AddIndexConcurrently(
            model_name="handoff",
            index=models.Index(
                "received_at",
                "id",
                condition=Q(closed_at=None),
                name="handoffs_of_all",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name="handoff", name="handoffs_queue")
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS handoffs_queue",
                    "",
                )
            ],
        ),
    ]
