from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("ideas", "0006_index_what_shipped")]

    operations = [
        AddIndexConcurrently(
            model_name="comment",
            index=models.Index(
                models.F("idea"),
                models.OrderBy(models.F("helpful_count"), descending=True),
                models.F("id"),
                condition=models.Q(("parent", None)),
                name="comments_most_helpful",
            ),
        ),
    ]
