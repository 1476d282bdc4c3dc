from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.address import on_this_site


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def live(self) -> Self:
        return self.filter(revoked_at=None)

    def until(self, moment: datetime) -> Self:
        """What had happened by then, whatever was taken back later."""
        return self.filter(occurred_at__lt=moment).filter(
            Q(revoked_at=None) | Q(revoked_at__gte=moment)
        )


class Contribution(models.Model):
    """One line of the ledger that standings are worked out from."""

    class Kind(models.TextChoices):
        ENDORSED = "endorsed", _("somebody voted for it")
        HELPED = "helped", _("it helped somebody")
        POSTED = "posted", _("posted")
        SPOKE = "spoke", _("commented")
        DID = "did", _("completed an assignment")
        ADOPTED = "adopted", _("planned or shipped")
        TAUGHT = "taught", _("taught the firm something")
        BROUGHT = "brought", _("brought somebody")

    member = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="contributions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    given_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("given by"),
    )
    source = models.CharField(_("source"), max_length=80)
    subject = models.CharField(_("piece of work"), max_length=80, blank=True)
    thread = models.CharField(_("discussion"), max_length=80, blank=True)
    board = models.ForeignKey(
        "community.Board", on_delete=models.PROTECT, null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)
    occurred_at = models.DateTimeField(_("when"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "member"], name="one_credit_per_source"
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("member")),
                name="nobody_endorses_themselves",
            ),
            models.CheckConstraint(
                condition=on_this_site("url"), name="credit_leads_to_this_site"
            ),
        ]
        indexes = [
            models.Index(
                "member", F("occurred_at").desc(), name="contributions_of_a_member"
            ),
            models.Index("source", name="contributions_of_a_source"),
            models.Index(
                "occurred_at", condition=Q(revoked_at=None), name="contributions_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
