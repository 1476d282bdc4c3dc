"""The rows that were there before are held against it, while people vote."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_links_lead_where_they_may")]

    operations = [
        ValidateConstraint(model_name="endpoint", name="an_endpoint_is_on_the_web"),
    ]
