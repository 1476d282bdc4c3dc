
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0008_who_says_so'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^/($|[^/])'), _connector='OR'), name='credit_leads_to_this_site'),
        ),
        AddConstraintNotValid(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('link__iregex', '^https?://'), _connector='OR'), name='a_link_leads_to_the_web'),
        ),
        AddConstraintNotValid(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^/($|[^/])'), _connector='OR'), name='news_leads_to_this_site'),
        ),
    ]
