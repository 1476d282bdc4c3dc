"""What somebody wrote, before they changed it: kept as it was, and shown with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.editions import on_change_of

KEEP = """
CREATE FUNCTION community_keep_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM community_member
        WHERE id = OLD.by_id AND left_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('hearth.forgetting', TRUE) = 'yes' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was said before is append-only.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'revisions_are_append_only';
END $$;
CREATE TRIGGER revisions_are_append_only BEFORE UPDATE OR DELETE ON community_revision
    FOR EACH ROW EXECUTE FUNCTION community_keep_revisions();
"""
FORGET = """
DROP TRIGGER revisions_are_append_only ON community_revision;
DROP FUNCTION community_keep_revisions();
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0018_what_waits_for_a_digest")]

    operations = [
        migrations.CreateModel(
            name="Revision",
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
                (
                    "headline",
                    models.CharField(max_length=160, verbose_name="headline before"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="text before"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="changed at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="community.conversation",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "indexes": [
                    models.Index(
                        models.F("conversation"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="revisions_of_a_conversation",
                    ),
                    models.Index(models.F("by"), name="revisions_by_a_member"),
                ],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
        *on_change_of("community_revision"),
    ]
