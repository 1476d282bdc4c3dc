from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models import Conversation


class RoutingRule(models.Model):
    """Sends a conversation to a team. The first rule that matches wins.

    Each filled field narrows; a rule matches when all filled fields do.
    """

    position = models.PositiveSmallIntegerField(_("position"), default=100)
    team = models.ForeignKey(
        "feedback.Team",
        on_delete=models.CASCADE,
        related_name="rules",
        verbose_name=_("team"),
    )
    board = models.ForeignKey(
        "community.Board",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("board"),
    )
    source = models.ForeignKey(
        "community.Source",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("source"),
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Conversation.Kind, blank=True
    )
    words = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("any of these words"),
        default=list,
        blank=True,
        help_text=_("Separated by commas. A word matches from its beginning."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.position} → {self.team}"
