"""The firm's row that was there before is held against it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0023_the_house")]

    operations = [ValidateConstraint("firm", "a_firms_colours_are_colours")]
