
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_editions'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__iregex', '^https?://'), _connector='OR'), name='an_endpoint_is_on_the_web'),
        ),
    ]
