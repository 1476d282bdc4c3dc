from datetime import UTC, date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UnaskedQuerySet(models.QuerySet["Unasked"]):
    def of_month(self, moment: datetime) -> Self:
        """In the month (UTC) of this moment."""
        return self.filter(month=month_of(moment))


def month_of(moment: datetime) -> date:
    """Its first day, in UTC."""
    return moment.astimezone(UTC).date().replace(day=1)


class Unasked(models.Model):
    """Something said to a member that they had not asked for: two slots a month (UTC)."""

    SLOTS = (1, 2)

    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="unasked"
    )
    month = models.DateField(_("month"), help_text=_("Its first day, in UTC."))
    slot = models.PositiveSmallIntegerField(_("which of the two"))
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    effect = models.CharField(_("effect"), max_length=120)
    said_at = models.DateTimeField(_("when"))

    objects = UnaskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unasked-for message")
        verbose_name_plural = _("unasked-for messages")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "month", "slot"], name="each_slot_of_a_month_once"
            ),
            models.UniqueConstraint(
                fields=["member", "effect"], name="the_same_message_takes_one_slot"
            ),
            models.CheckConstraint(
                condition=Q(slot__in=[1, 2]), name="two_unasked_for_messages_a_month"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="a_month_begins_on_its_first_day"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("member")), name="nobody_writes_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.month:%Y-%m}: {self.slot}"
