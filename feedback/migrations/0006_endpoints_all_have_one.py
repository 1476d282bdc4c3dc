"""The rows that were there before are held against it, while people vote."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feedback", "0005_endpoints_have_an_address")]

    operations = [
        ValidateConstraint(model_name="endpoint", name="an_endpoint_has_an_address"),
    ]
