"""What the firm brings out, whom it thanks, and links that say who shared."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from community.editions import on_change_of

OUT = Q(published_at__isnull=False)
CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT
KEY = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0016_who_says_so_of_kinds"),
        ("ideas", "0014_answers_by_word"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", KEY),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        max_length=80, unique=True, verbose_name="address"
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who may see the board sees the release; without one, everybody.",
                        null=True,
                        on_delete=PROTECT,
                        related_name="releases",
                        to="community.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        help_text="In Markdown, to the people who asked for it.",
                        max_length=20_000,
                        verbose_name="what is new",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=PROTECT,
                        related_name="releases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
                ("released_at", models.DateTimeField(verbose_name="out since")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                ("updated_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="published at"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="all told at"
                    ),
                ),
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(title="") & ~Q(notes=""),
                        name="a_release_has_a_title_and_says_what_is_new",
                    ),
                    models.CheckConstraint(
                        condition=Q(published_at=None)
                        | Q(published_at__gte=F("written_at")),
                        name="a_release_is_written_before_it_is_published",
                    ),
                ],
                "indexes": [
                    models.Index(
                        F("released_at").desc(),
                        F("id").desc(),
                        condition=OUT,
                        name="releases_newest",
                    ),
                    models.Index(
                        "id",
                        condition=Q(published_at__isnull=False, told_at=None),
                        name="releases_to_tell",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseIdea",
            fields=[
                ("id", KEY),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="shipped", to="ideas.release"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="releases", to="ideas.idea"
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=PROTECT,
                        related_name="released",
                        to="ideas.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "post of a release",
                "verbose_name_plural": "posts of a release",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["release", "idea"], name="a_post_is_once_in_a_release"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                ("id", KEY),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=CASCADE,
                        related_name="credits",
                        to="ideas.release",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=PROTECT,
                        related_name="credits",
                        to="ideas.idea",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=CASCADE,
                        related_name="credits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reason",
                    models.CharField(max_length=160, verbose_name="thanks for"),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "refused_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="not to be named since"
                    ),
                ),
            ],
            options={
                "verbose_name": "credit",
                "verbose_name_plural": "credits",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["release", "idea", "member"],
                        nulls_distinct=False,
                        name="one_credit_per_member_and_work",
                    ),
                    models.CheckConstraint(
                        condition=Q(release__isnull=False) | Q(idea__isnull=False),
                        name="a_credit_is_for_a_release_or_a_post",
                    ),
                    models.CheckConstraint(
                        condition=~Q(reason=""), name="a_credit_says_what_for"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", KEY),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="shares", to="ideas.idea"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=CASCADE,
                        related_name="shares",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "token",
                    models.CharField(max_length=40, unique=True, verbose_name="token"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
            ],
            options={
                "verbose_name": "share link",
                "verbose_name_plural": "share links",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["idea", "member"],
                        name="one_share_link_per_member_and_post",
                    )
                ],
            },
        ),
        *on_change_of("ideas_release", "ideas_releaseidea", "ideas_credit"),
    ]
