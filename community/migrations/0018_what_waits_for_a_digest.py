"""The rows that were there before are held against it, and found, while people vote."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("community", "0017_when_mail_may_come")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index("member", "created_at", condition=models.Q(waits_for_digest=True), name="notices_for_the_digest"),
        ),
        ValidateConstraint(model_name="notice", name="what_was_mailed_waits_for_no_digest"),
    ]
