from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import LISTED, Idea
from ideas.models.merge import Merge


class TwinQuerySet(models.QuerySet["Twin"]):
    def suggested(self) -> Self:
        """Those that stand beside each other, and of which nobody said that they differ:
        neither in so many words nor by taking apart what was folded together."""
        both = Q(idea=models.OuterRef("one"), into=models.OuterRef("other")) | Q(
            idea=models.OuterRef("other"), into=models.OuterRef("one")
        )
        return self.filter(
            ~models.Exists(Merge.objects.filter(both)),
            told_apart_at=None,
            one__status__in=LISTED,
            other__status__in=LISTED,
        ).order_by("-score", "-pk")

    def for_desk(self) -> Self:
        """Everything that is shown of both, in one query."""
        return self.select_related(
            *("one__conversation", "one__author", "one__board"),
            *("other__conversation", "other__author", "other__board"),
        )


class Twin(models.Model):
    """Two ideas that seem to say the same, until somebody folds them or tells them apart.

    The older is `one`. A task finds them (`actions.likenesses`); a row that was told apart
    stays, so that they are never suggested again.
    """

    one = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("how alike"))
    found_at = models.DateTimeField(_("found at"))
    told_apart_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    told_apart_at = models.DateTimeField(_("told apart at"), null=True, blank=True)

    objects = TwinQuerySet.as_manager()

    class Meta:
        verbose_name = _("twins")
        verbose_name_plural = _("twins")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="twins_are_met_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="the_older_twin_comes_first"
            ),
            models.CheckConstraint(
                condition=Q(told_apart_by=None, told_apart_at=None)
                | Q(told_apart_by__isnull=False, told_apart_at__isnull=False),
                name="twins_are_told_apart_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                F("score").desc(),
                F("id").desc(),
                condition=Q(told_apart_at=None),
                name="twins_the_likest_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≈ {self.other_id}"

    def beside(self, idea: Idea) -> Idea:
        """The other of the two."""
        return self.other if idea.pk == self.one_id else self.one
