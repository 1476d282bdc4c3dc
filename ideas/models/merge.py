from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(undone_at=None), name="one_standing_merge"
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} → {self.into_id}"
