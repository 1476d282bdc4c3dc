from django.db import models
from django.utils.translation import gettext_lazy as _


class Mention(models.Model):
    """Somebody who is named in what somebody said, by `@` and their address. It stays
    when the words change: who was told is not told again."""

    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.CASCADE, related_name="mentions"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="mentions"
    )
    at = models.DateTimeField(_("named at"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member"], name="named_once_in_a_conversation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.conversation_id}"
