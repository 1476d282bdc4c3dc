from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_PINS = 3


class Pin(models.Model):
    """A post that a colleague keeps at the head of its board."""

    idea = models.OneToOneField(
        "ideas.Idea",
        on_delete=models.CASCADE,
        related_name="pin",
        verbose_name=_("post"),
    )
    board = models.ForeignKey(
        "community.Board",
        on_delete=models.CASCADE,
        related_name="pins",
        verbose_name=_("board"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    pinned_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    pinned_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("pinned post")
        verbose_name_plural = _("pinned posts")
        ordering = ["board__position", "board__name", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "position"], name="one_pin_per_place"
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PINS)),
                name="a_board_has_three_places_for_pins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.idea)
