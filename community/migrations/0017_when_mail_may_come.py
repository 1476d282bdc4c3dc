import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [
    ("told", "You taught us something, or we decided"),
    ("answer", "The firm answered"),
    ("question", "The firm asks you something"),
    ("comment", "Somebody commented"),
    ("status", "A post you follow moved on"),
    ("helped", "Your comment helped somebody"),
    ("staff", "For the firm's own people"),
    ("letter", "A named colleague writes to you"),
]
CHOICES = [("at_once", "at once"), ("digest", "digest"), ("off", "only here")]

KEEP = """
CREATE FUNCTION community_keep_mailed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was mailed is mailed: no notice goes into two mails.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'no_notice_is_mailed_twice';
END $$;
CREATE TRIGGER no_notice_is_mailed_twice BEFORE UPDATE ON community_notice FOR EACH ROW
    WHEN (OLD.mailed_at IS NOT NULL AND OLD.mailed_at IS DISTINCT FROM NEW.mailed_at)
    EXECUTE FUNCTION community_keep_mailed();
"""
FORGET = """
DROP TRIGGER no_notice_is_mailed_twice ON community_notice;
DROP FUNCTION community_keep_mailed();
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0016_who_says_so_of_kinds")]

    operations = [
        migrations.CreateModel(
            name="MailRhythm",
            fields=[
                ("member", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="mail_rhythm", serialize=False, to=settings.AUTH_USER_MODEL)),
                ("is_off", models.BooleanField(default=False, verbose_name="no mail at all")),
                ("digest", models.CharField(choices=[("daily", "every morning"), ("weekly", "on Monday mornings")], default="daily", max_length=10, verbose_name="the digest comes")),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="quiet until")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(quiet_from=None, quiet_until=None)
                        | Q(quiet_from__isnull=False, quiet_until__isnull=False)
                        & ~Q(quiet_from=F("quiet_until")),
                        name="quiet_hours_begin_and_end",
                    ),
                    models.CheckConstraint(condition=Q(digest__in=["daily", "weekly"]), name="a_digest_is_daily_or_weekly"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unasked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day, in UTC.", verbose_name="month")),
                ("slot", models.PositiveSmallIntegerField(verbose_name="which of the two")),
                ("effect", models.CharField(max_length=120, verbose_name="effect")),
                ("said_at", models.DateTimeField(verbose_name="when")),
                ("by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="unasked", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "unasked-for message",
                "verbose_name_plural": "unasked-for messages",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "month", "slot"), name="each_slot_of_a_month_once"),
                    models.UniqueConstraint(fields=("member", "effect"), name="the_same_message_takes_one_slot"),
                    models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="two_unasked_for_messages_a_month"),
                    models.CheckConstraint(condition=Q(month__day=1), name="a_month_begins_on_its_first_day"),
                    models.CheckConstraint(condition=~Q(by=F("member")), name="nobody_writes_to_themselves"),
                ],
            },
        ),
        migrations.AddField(
            model_name="notice",
            name="mailed_at",
            field=models.DateTimeField(blank=True, help_text="At once or in a digest; a trigger keeps it from happening again.", null=True, verbose_name="given to the mail at"),
        ),
        migrations.AddField(
            model_name="notice",
            name="waits_for_digest",
            field=models.BooleanField(db_default=False, default=False, verbose_name="waits for the digest"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="noticepreference",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="noticepreference",
            name="choice",
            field=models.CharField(choices=CHOICES, default="at_once", max_length=10, verbose_name="by mail"),
        ),
        AddConstraintNotValid(
            model_name="notice",
            constraint=models.CheckConstraint(condition=Q(waits_for_digest=False) | Q(mailed_at=None), name="what_was_mailed_waits_for_no_digest"),
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
