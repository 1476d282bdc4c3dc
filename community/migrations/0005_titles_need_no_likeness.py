from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """Likeness is looked up by words; without a lock."""

    atomic = False

    dependencies = [("community", "0004_decisions_keep_their_reason")]

    operations = [
        RemoveIndexConcurrently(
            model_name="conversation", name="conversation_headline_likeness"
        ),
    ]
