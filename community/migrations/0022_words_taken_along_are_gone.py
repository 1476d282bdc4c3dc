from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0021_devices_and_words_taken_along")]

    operations = [
        ValidateConstraint(
            model_name="conversation", name="what_was_taken_along_has_no_words"
        ),
    ]
