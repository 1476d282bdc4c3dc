"""The rows that were there before are held against it, while people vote."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0011_paths_of_this_site")]

    operations = [
        ValidateConstraint(model_name="contribution", name="credit_leads_to_this_site"),
        ValidateConstraint(model_name="notice", name="news_leads_to_this_site"),
    ]
