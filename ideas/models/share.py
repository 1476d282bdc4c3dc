from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Share(models.Model):
    """A member's own link to a post: who joins by it was brought by them."""

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="shares"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="shares"
    )
    token = models.CharField(_("token"), max_length=40, unique=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "member"], name="one_share_link_per_member_and_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.idea_id}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:shared", args=[self.token])
