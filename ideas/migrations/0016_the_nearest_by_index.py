"""The index by which the nearest are found; a table that is still empty."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from pgvector.django import HnswIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ideas", "0015_what_is_alike")]

    operations = [
        AddIndexConcurrently(
            model_name="likeness",
            index=HnswIndex(
                fields=["vector"],
                opclasses=["vector_cosine_ops"],
                name="ideas_by_likeness",
            ),
        ),
    ]
