from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class QuestionQuerySet(models.QuerySet["Question"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class Question(models.Model):
    """A colleague asks the author something; answered on the site, seen by the two."""

    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.PROTECT, related_name="questions"
    )
    by = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.TextField(_("answer"), blank=True, max_length=8000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answer_has_words_and_a_time",
            )
        ]
        indexes = [
            models.Index(
                "conversation", F("asked_at").desc(), name="questions_of_a_conversation"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
