"""What a member has begun to write, the pictures that they put into it, and whom they name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import community.models.attachment
from community.editions import on_change_of

KINDS = [
    ("told", "You taught us something, or we decided"),
    ("answer", "The firm answered"),
    ("question", "The firm asks you something"),
    ("comment", "Somebody commented"),
    ("mention", "Somebody named you"),
    ("status", "A post you follow moved on"),
    ("helped", "Your comment helped somebody"),
    ("staff", "For the firm's own people"),
]


class Migration(migrations.Migration):
    dependencies = [("community", "0019_what_was_said_before")]

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
        migrations.CreateModel(
            name="Attachment",
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
                    "name",
                    models.CharField(max_length=60, unique=True, verbose_name="name"),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        upload_to=community.models.attachment.kept_as,
                        verbose_name="file",
                    ),
                ),
                ("width", models.PositiveIntegerField(verbose_name="width")),
                ("height", models.PositiveIntegerField(verbose_name="height")),
                ("bytes", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "alt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="in words"
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                (
                    "loose_since",
                    models.DateTimeField(null=True, verbose_name="loose since"),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="community.conversation",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "indexes": [
                    models.Index(
                        models.F("loose_since"),
                        condition=Q(conversation=None),
                        name="attachments_loose",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(conversation=None, loose_since__isnull=False)
                        | Q(conversation__isnull=False, loose_since=None),
                        name="a_picture_is_posted_or_loose",
                    ),
                    models.CheckConstraint(
                        condition=Q(width__range=(1, 2000))
                        & Q(height__range=(1, 2000))
                        & Q(bytes__gt=0),
                        name="a_picture_has_a_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
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
                ("at", models.DateTimeField(verbose_name="named at")),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="community.conversation",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conversation", "member"),
                        name="named_once_in_a_conversation",
                    )
                ],
            },
        ),
        *on_change_of("community_mention"),
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
    ]
