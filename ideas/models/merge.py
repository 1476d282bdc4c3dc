from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet["Merge"]):
    def to_tell_of(self) -> Self:
        """Those that stand and whose voters have not been told."""
        return self.filter(told_at=None, undone_at=None)


class Merge(models.Model):
    """A colleague folded one idea into another; may be undone."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="merges"
    )
    into = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="received_merges"
    )
    by = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(
        _("the reason"), max_length=300, blank=True, db_default=""
    )
    status_before = models.CharField(max_length=10)
    merged_at = models.DateTimeField(_("merged at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    told_at = models.DateTimeField(_("its voters told at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(undone_at=None), name="one_standing_merge"
            )
        ]
        indexes = [
            models.Index(
                "id",
                condition=Q(told_at__isnull=True, undone_at__isnull=True),
                name="merges_to_tell_of",
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} → {self.into_id}"
