from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import Conversation


class InsightQuerySet(models.QuerySet["Insight"]):
    def for_list(self, said: "models.QuerySet[Conversation]") -> Self:
        """An insight, who wrote it and which of these words it rests on, in two queries."""
        words = Evidence.objects.filter(conversation__in=said)
        evidence = words.select_related(
            "conversation__member",
            "conversation__source",
            "conversation__idea",
            "conversation__comment__idea",
        ).order_by("pk")
        return self.select_related("by", "team").prefetch_related(
            Prefetch("evidence", queryset=evidence)
        )


class Insight(models.Model):
    """What a team learned, in one sentence."""

    sentence = models.CharField(_("what we learned"), max_length=300)
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="insights",
        verbose_name=_("written by"),
    )
    team = models.ForeignKey(
        "feedback.Team",
        on_delete=models.PROTECT,
        related_name="insights",
        verbose_name=_("team"),
    )
    written_at = models.DateTimeField(_("written at"))
    updated_at = models.DateTimeField(_("changed at"))

    objects = InsightQuerySet.as_manager()

    class Meta:
        verbose_name = _("insight")
        verbose_name_plural = _("insights")
        constraints = [
            models.CheckConstraint(
                condition=~Q(sentence=""), name="an_insight_is_a_sentence"
            )
        ]
        indexes = [
            models.Index(
                F("written_at").desc(), F("id").desc(), name="insights_newest"
            ),
            models.Index("updated_at", "id", name="insights_changed"),
        ]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return reverse("feedback:insight", args=[self.pk])


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def unanswered(self) -> Self:
        return self.filter(reply="", told_at__isnull=False)


class Evidence(models.Model):
    """Words that taught: an excerpt of one conversation under one insight."""

    class Reply(models.TextChoices):
        CONFIRMED = "confirmed", _("that's it")
        NOT_QUITE = "not_quite", _("not quite")

    insight = models.ForeignKey(
        Insight, on_delete=models.CASCADE, related_name="evidence"
    )
    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.PROTECT, related_name="evidence"
    )
    excerpt = models.TextField(_("the words"), max_length=1000)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply, blank=True)
    reply_note = models.TextField(_("in their words"), blank=True, max_length=2000)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["insight", "conversation"],
                name="one_evidence_per_conversation",
            ),
            models.CheckConstraint(
                condition=~Q(excerpt=""), name="evidence_is_somebody_s_words"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | ~Q(reply="") & Q(replied_at__isnull=False),
                name="a_reply_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(told_at__isnull=False),
                name="only_who_was_told_replies",
            ),
        ]
        indexes = [
            models.Index("reply", "replied_at", name="evidence_by_reply"),
        ]

    def __str__(self) -> str:
        return self.excerpt
