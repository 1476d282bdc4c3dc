"""What few have met yet has an order of its own; the nightly ranking fills it."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q

TAKES_VOTES = Q(status__in=["open", "planned", "progress"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ideas", "0009_a_vote_with_its_door_and_credit")]

    operations = [
        migrations.AddField(
            model_name="idea",
            name="needs",
            field=models.FloatField(
                default=0, db_default=0, verbose_name="rank, needs votes"
            ),
        ),
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                F("needs").desc(),
                F("id").desc(),
                condition=TAKES_VOTES,
                name="ideas_needs",
            ),
        ),
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                "board",
                F("needs").desc(),
                F("id").desc(),
                condition=TAKES_VOTES,
                name="ideas_board_needs",
            ),
        ),
    ]
