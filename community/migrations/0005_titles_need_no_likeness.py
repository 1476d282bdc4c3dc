from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    """Likeness is looked up by words; who was told last stands on the first page."""

    atomic = False

    dependencies = [("community", "0004_decisions_keep_their_reason")]

    operations = [
        AddIndexConcurrently(
            model_name="conversation",
            index=models.Index(
                models.OrderBy(models.F("told_at"), descending=True),
                condition=models.Q(("told_at__isnull", False)),
                name="conversation_told",
            ),
        ),
        RemoveIndexConcurrently(
            model_name="conversation", name="conversation_headline_likeness"
        ),
    ]
