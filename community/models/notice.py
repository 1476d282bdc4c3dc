from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.address import on_this_site


class NoticeKind(models.TextChoices):
    TOLD = "told", _("You taught us something, or we decided")
    ANSWER = "answer", _("The firm answered")
    QUESTION = "question", _("The firm asks you something")
    COMMENT = "comment", _("Somebody commented")
    MENTION = "mention", _("Somebody named you")
    STATUS = "status", _("A post you follow moved on")
    HELPED = "helped", _("Your comment helped somebody")
    STAFF = "staff", _("For the firm's own people")
    LETTER = "letter", _("A named colleague writes to you")


# What nobody asked for: two a member and month, whoever sends (actions/unasked.py).
UNASKED = frozenset({NoticeKind.LETTER})


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def waiting(self) -> Self:
        """For the next digest."""
        return self.filter(waits_for_digest=True)


class Notice(models.Model):
    """Something a member should know. Title and address outlive what they speak of."""

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True, max_length=4000)
    url = models.CharField(_("address"), max_length=300)
    effect = models.CharField(
        _("effect"), max_length=120, help_text=_("The same news is never told twice.")
    )
    created_at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    waits_for_digest = models.BooleanField(
        _("waits for the digest"), default=False, db_default=False
    )
    mailed_at = models.DateTimeField(
        _("given to the mail at"),
        null=True,
        blank=True,
        help_text=_("At once or in a digest; a trigger keeps it from happening again."),
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "effect"], name="the_same_news_once"
            ),
            models.CheckConstraint(
                condition=on_this_site("url"), name="news_leads_to_this_site"
            ),
            models.CheckConstraint(
                condition=Q(waits_for_digest=False) | Q(mailed_at=None),
                name="what_was_mailed_waits_for_no_digest",
            ),
        ]
        indexes = [
            models.Index(
                "member", F("created_at").desc(), F("id").desc(), name="notices_newest"
            ),
            models.Index("member", condition=Q(read_at=None), name="notices_unread"),
            models.Index(
                "member",
                "created_at",
                condition=Q(waits_for_digest=True),
                name="notices_for_the_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticePreference(models.Model):
    """How a member wants one kind of notice by mail; without a row: as `usual` says."""

    class Choice(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DIGEST = "digest", _("digest")
        OFF = "off", _("only here")

    # What is about many, or waits for nobody's word, comes together.
    TOGETHER = frozenset({NoticeKind.COMMENT, NoticeKind.STATUS, NoticeKind.HELPED})

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="preferences"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    choice = models.CharField(
        _("by mail"), max_length=10, choices=Choice, default=Choice.AT_ONCE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"], name="one_preference_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_choice_display()}"

    @classmethod
    def usual(cls, kind: str) -> "NoticePreference.Choice":
        """What holds for who chose nothing."""
        return cls.Choice.DIGEST if kind in cls.TOGETHER else cls.Choice.AT_ONCE
