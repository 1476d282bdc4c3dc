import re
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models import Member
from community.models.board import on_boards_seen_by
from ideas.models.idea import Status
from ideas.models.search import A_SENTENCE

WORDS = SearchVector("text", config="simple")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, viewer: Member | None) -> Self:
        """Answers to posts that are not hidden, on boards that the viewer may see."""
        seen = self.exclude(idea__status=Status.HIDDEN)
        return seen.filter(on_boards_seen_by(viewer, "idea__board__"))

    def search(self, text: str) -> Self:
        """Those whose words begin with each word of the text."""
        asked = " & ".join(
            f"{word}:*" for word in re.findall(r"\w+", text)[:A_SENTENCE]
        )
        query = SearchQuery(asked or "-", search_type="raw", config="simple")
        return self.annotate(words=WORDS).filter(words=query)


class Answer(models.Model):
    """The firm's word on an idea, signed by a person; the newest stands."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.PROTECT, related_name="answers"
    )
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("signed by"),
    )
    status = models.CharField(_("status it made"), max_length=10, choices=Status)
    status_note = models.CharField(
        _("when, in words"),
        max_length=80,
        blank=True,
        help_text=_("For example: Planned for spring."),
    )
    text = models.TextField(_("reason"), max_length=8000)
    answered_at = models.DateTimeField(_("answered at"))
    contested_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contests",
    )
    contest = models.TextField(
        _("what the author says to it"), blank=True, max_length=4000
    )
    contested_at = models.DateTimeField(_("contested at"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="a_decision_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(contested_at=None, contested_by=None, contest="")
                | Q(contested_at__isnull=False, contested_by__isnull=False)
                & ~Q(contest=""),
                name="a_contest_has_words_a_name_and_a_time",
            ),
        ]
        indexes = [
            models.Index("idea", F("answered_at").desc(), name="answers_of_an_idea"),
            GinIndex(WORDS, name="answers_by_word"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.text[:60]}"
