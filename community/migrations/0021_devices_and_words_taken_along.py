import django.db.models.functions.datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# Words may be taken out of the log of stages by who said them; nothing else changes in it.
KEEP_STAGES = """
CREATE OR REPLACE FUNCTION community_keep_stages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.excerpt = ''
        AND to_jsonb(NEW) - 'excerpt' = to_jsonb(OLD) - 'excerpt'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The log of stages is append-only.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stages_are_append_only';
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION community_keep_stages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log of stages is append-only.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stages_are_append_only';
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0020_what_somebody_is_writing'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='browser',
            field=models.CharField(db_default='', max_length=60, verbose_name='browser'),
        ),
        migrations.AddField(
            model_name='session',
            name='system',
            field=models.CharField(db_default='', max_length=60, verbose_name='system'),
        ),
        migrations.AddField(
            model_name='session',
            name='first_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='first seen'),
        ),
        migrations.AddField(
            model_name='session',
            name='last_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='last seen'),
        ),
        migrations.AddField(
            model_name='conversation',
            name='is_taken',
            field=models.BooleanField(db_default=False, default=False, verbose_name='taken along by who said it'),
        ),
        AddConstraintNotValid(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(('is_taken', False), ('text', ''), _connector='OR'), name='what_was_taken_along_has_no_words'),
        ),
        migrations.RunSQL(KEEP_STAGES, AS_BEFORE),
    ]
