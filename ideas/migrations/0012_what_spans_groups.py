from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ideas", "0011_places_move_as_votes_come")]

    operations = [
        migrations.AddField(
            model_name="idea",
            name="spans_groups",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="wanted across groups"
            ),
        ),
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                "id", condition=Q(spans_groups=True), name="ideas_spanning"
            ),
        ),
    ]
