"""An endpoint without an address would wait for ever."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_links_lead_there")]

    operations = [
        AddConstraintNotValid(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=~models.Q(url=""), name="an_endpoint_has_an_address"
            ),
        ),
    ]
