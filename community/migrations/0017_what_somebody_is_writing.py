"""What a member has begun to write is kept for them, whatever device they come back on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("community", "0016_what_was_said_before")]

    operations = [
        migrations.CreateModel(
            name="Draft",
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
                ("place", models.CharField(max_length=60, verbose_name="place")),
                ("words", models.JSONField(verbose_name="words")),
                ("updated_at", models.DateTimeField(verbose_name="kept at")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "indexes": [
                    models.Index(models.F("updated_at"), name="drafts_by_age")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "place"), name="one_draft_per_place"
                    ),
                    models.CheckConstraint(
                        condition=~Q(place=""), name="a_draft_is_written_somewhere"
                    ),
                ],
            },
        ),
    ]
