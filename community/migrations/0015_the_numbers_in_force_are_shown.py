from django.db import migrations

from community.editions import on_change_of


class Migration(migrations.Migration):
    dependencies = [("community", "0014_what_was_done_and_why")]

    operations = on_change_of("community_standingparameters")
