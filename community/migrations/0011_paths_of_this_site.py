"""A backslash leads away as a slash does. Old sessions, whose keys stood in clear, end."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

PATH = r"^/($|[^/\\[:cntrl:]][^[:cntrl:]]*$)"
EMPTY = """
DO $$ BEGIN
    IF to_regclass('django_session') IS NOT NULL THEN
        DELETE FROM django_session;
    END IF;
END $$
"""


def again(model: str, name: str) -> list[migrations.operations.base.Operation]:
    where = models.Q(("url", ""), ("url__regex", PATH), _connector="OR")
    return [
        migrations.RemoveConstraint(model, name),
        AddConstraintNotValid(model, models.CheckConstraint(condition=where, name=name)),
    ]


class Migration(migrations.Migration):
    dependencies = [("community", "0010_links_lead_there")]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        *again("contribution", "credit_leads_to_this_site"),
        *again("notice", "news_leads_to_this_site"),
    ]
