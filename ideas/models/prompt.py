from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models import Member
from community.models.board import on_boards_seen_by
from ideas.models.idea import Idea

MOST_PROMPTS = 5


class PromptQuerySet(models.QuerySet["Prompt"]):
    def visible_to(self, viewer: Member | None) -> Self:
        return self.filter(on_boards_seen_by(viewer))

    def asked_on(self, board: int, kind: str) -> Self:
        """What a new post of this kind is asked on a board, in order."""
        return self.filter(board=board, kind__in=[kind, ""])


class Prompt(models.Model):
    """A question that gives a new post on a board its shape.

    Its answer becomes a headed paragraph of the post, which keeps the words of the
    question: changing it changes no post.
    """

    board = models.ForeignKey(
        "community.Board",
        on_delete=models.CASCADE,
        related_name="prompts",
        verbose_name=_("board"),
    )
    kind = models.CharField(
        _("kind of post"),
        max_length=10,
        choices=Idea.Kind,
        blank=True,
        help_text=_("Empty: of every kind."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_default=0)
    question = models.CharField(
        _("question"),
        max_length=120,
        help_text=_("“What were you trying to do?”, for example."),
    )
    is_required = models.BooleanField(
        _("needs an answer"), default=False, db_default=False
    )

    objects = PromptQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a new post")
        verbose_name_plural = _("questions to a new post")
        ordering = ["board", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "kind", "question"], name="a_board_asks_a_thing_once"
            ),
            models.CheckConstraint(
                condition=~Q(question=""), name="a_question_asks_something"
            ),
        ]

    def __str__(self) -> str:
        return self.question
