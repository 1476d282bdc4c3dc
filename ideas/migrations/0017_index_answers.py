"""The roadmap and the feeds read answers, the newest first."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F

NEWEST = [F("answered_at").desc(), F("id").desc()]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ideas", "0016_releases")]

    operations = [
        AddIndexConcurrently(
            model_name="answer",
            index=models.Index(*NEWEST, name="answers_newest"),
        ),
        AddIndexConcurrently(
            model_name="answer",
            index=models.Index("status", *NEWEST, name="answers_newest_of_a_status"),
        ),
    ]
