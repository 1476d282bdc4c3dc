from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from community.models.member import Member


class DraftQuerySet(models.QuerySet["Draft"]):
    def at(self, place: str, *, of: "Member") -> Self:
        return self.filter(member=of, place=place)


class Draft(models.Model):
    """What a member has begun to write in one place, until it is posted or discarded."""

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="drafts"
    )
    place = models.CharField(_("place"), max_length=60)
    words = models.JSONField(_("words"))
    updated_at = models.DateTimeField(_("kept at"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "place"], name="one_draft_per_place"
            ),
            models.CheckConstraint(
                condition=~Q(place=""), name="a_draft_is_written_somewhere"
            ),
        ]
        indexes = [models.Index("updated_at", name="drafts_by_age")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.place}"

    @property
    def version(self) -> str:
        """Another one whenever it was kept anew."""
        return f"{self.updated_at.timestamp():.6f}"
