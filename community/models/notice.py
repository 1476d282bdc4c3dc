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


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)


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
        ]
        indexes = [
            models.Index(
                "member", F("created_at").desc(), F("id").desc(), name="notices_newest"
            ),
            models.Index("member", condition=Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticePreference(models.Model):
    """How a member wants one kind of notice by mail; without a row: at once."""

    class Choice(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        OFF = "off", _("only here")

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
