from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, conversation_id: int) -> Self:
        """What one conversation said before, each with who changed it."""
        return self.filter(conversation=conversation_id).select_related("by")


class Revision(models.Model):
    """What a conversation said until somebody changed it then.

    Append-only, by a trigger: what a member who left had changed can go, and their name
    from what others had.
    """

    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.PROTECT, related_name="revisions"
    )
    headline = models.CharField(_("headline before"), max_length=160)
    text = models.TextField(_("text before"), blank=True, max_length=20_000)
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=_("changed by"),
    )
    at = models.DateTimeField(_("changed at"))

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [
            models.Index(
                "conversation",
                F("at").desc(),
                F("id").desc(),
                name="revisions_of_a_conversation",
            ),
            models.Index("by", name="revisions_by_a_member"),
        ]

    def __str__(self) -> str:
        return self.headline
