from django.db import migrations

from community.editions import on_change_of


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("community", "0003_editions")]

    operations = on_change_of("feedback_evidence", "feedback_insight", "feedback_team")
