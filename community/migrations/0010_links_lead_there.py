"""The rows that were there before are held against it, while people vote."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


# An integration could name an address that no browser follows: it is words, then.
AS_WORDS = r"""
UPDATE community_conversation SET link = '', text = text || E'\n\n' || link
WHERE link <> '' AND link !~* '^https?://'
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0009_links_lead_where_they_may")]

    operations = [
        migrations.RunSQL(AS_WORDS, migrations.RunSQL.noop),
        ValidateConstraint(model_name="contribution", name="credit_leads_to_this_site"),
        ValidateConstraint(model_name="conversation", name="a_link_leads_to_the_web"),
        ValidateConstraint(model_name="notice", name="news_leads_to_this_site"),
    ]
