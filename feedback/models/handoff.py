from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.models import Member

COUNTED = 1_000


class HandoffQuerySet(models.QuerySet["Handoff"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def waiting(self) -> Self:
        return self.open().filter(read_at=None)

    def visible_to(self, member: Member) -> Self:
        """Every queue for an administrator, else those of the colleague's teams; what
        was taken off the site is in nobody's."""
        shown = self.filter(conversation__is_hidden=False)
        if member.is_superuser:
            return shown
        return shown.filter(team__in=member.team_memberships.values("team"))

    def count_up(self) -> int:
        """How many there are; COUNTED where there are more: so many are never counted."""
        return self.order_by()[:COUNTED].count()

    def for_queue(self) -> Self:
        """Everything a queue row shows, in one query."""
        return self.select_related(
            "conversation__member",
            "conversation__board",
            "conversation__source",
            "team",
        ).order_by("received_at", "pk")


class Handoff(models.Model):
    """A conversation in a team's queue, with the reason why it came there."""

    class Outcome(models.TextChoices):
        RETURNED = "returned", _("returned")
        LEARNED = "learned", _("learned from")
        DECIDED = "decided", _("decided")
        NOTED = "noted", _("noted, nothing new")

    conversation = models.ForeignKey(
        "community.Conversation", on_delete=models.CASCADE, related_name="handoffs"
    )
    team = models.ForeignKey(
        "feedback.Team", on_delete=models.PROTECT, related_name="handoffs"
    )
    rule = models.ForeignKey(
        "feedback.RoutingRule", on_delete=models.SET_NULL, null=True, blank=True
    )
    reason = models.CharField(_("why here"), max_length=300)
    received_at = models.DateTimeField(
        _("received at"),
        db_default=Now(),
        help_text=_("The conversation's: how long its author waits, whoever had it."),
    )
    created_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("promised to read by"))
    read_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    taken_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_handoffs",
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    closing_note = models.CharField(_("closing note"), max_length=300, blank=True)
    closed_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = HandoffQuerySet.as_manager()
    is_half_percent = False  # whether its author is one of them: the queue says so

    class Meta:
        verbose_name = _("hand-off")
        verbose_name_plural = _("hand-offs")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(closed_at=None),
                name="one_open_handoff_per_conversation",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="read_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="taken_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="what_is_closed_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(closing_note=""),
                name="a_return_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                "team",
                "received_at",
                "id",
                condition=Q(closed_at=None),
                name="handoffs_of_a_team",
            ),
            models.Index(
                "received_at",
                "id",
                condition=Q(closed_at=None),
                name="handoffs_of_all",
            ),
            models.Index(
                "conversation",
                F("created_at").desc(),
                name="handoffs_of_a_conversation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation} → {self.team}"
