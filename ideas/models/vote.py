from django.db import models
from django.utils.translation import gettext_lazy as _


class Vote(models.Model):
    """One member wants this. It never moves: see `Idea.vote_count` for merges."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="votes"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="votes"
    )
    cast_at = models.DateTimeField(_("cast at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "member"], name="one_vote_per_member"
            )
        ]
        indexes = [models.Index("member", "idea", name="votes_of_a_member")]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.idea_id}"


class Seen(models.Model):
    """One member has seen this."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="seen"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="seen"
    )
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "member"], name="one_seen_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} saw {self.idea_id}"
