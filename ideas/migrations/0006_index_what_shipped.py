from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("ideas", "0005_the_words_that_ideas_say")]

    operations = [
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                models.OrderBy(models.F("updated_at"), descending=True),
                condition=models.Q(("status", "shipped")),
                name="ideas_shipped",
            ),
        ),
    ]
