from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """A member wants to hear what becomes of an idea."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="follows"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="follows"
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "member"], name="one_follow_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.idea_id}"
