from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Flag(models.Model):
    """A member's word that a conversation should be looked at; upheld or dismissed."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")

    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.CASCADE, related_name="flags"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="flags"
    )
    reason = models.CharField(_("reason"), max_length=300)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN
    )
    decided_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("when"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member"], name="one_flag_per_member"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True)
                | ~Q(outcome="open") & Q(decided_at__isnull=False),
                name="a_decided_flag_has_a_time",
            ),
        ]
        indexes = [
            models.Index("created_at", condition=Q(outcome="open"), name="flags_open")
        ]

    def __str__(self) -> str:
        return self.reason
