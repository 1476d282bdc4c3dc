from django.db import migrations, models

from community.editions import count_editions, on_change_of


class Migration(migrations.Migration):
    dependencies = [("community", "0002_journey_is_append_only")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        count_editions(),
        *on_change_of(
            "community_board",
            "community_contribution",
            "community_conversation",
            "community_firm",
            "community_member",
            "community_source",
            "community_stage",
            "community_standing",
            "community_standingrun",
        ),
    ]
