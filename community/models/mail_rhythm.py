from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MailRhythm(models.Model):
    """When mail may reach a member, in their zone; without a row: daily, at any hour."""

    class Digest(models.TextChoices):
        DAILY = "daily", _("every morning")
        WEEKLY = "weekly", _("on Monday mornings")

    member = models.OneToOneField(
        "community.Member",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="mail_rhythm",
    )
    is_off = models.BooleanField(_("no mail at all"), default=False)
    digest = models.CharField(
        _("the digest comes"), max_length=10, choices=Digest, default=Digest.DAILY
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False)
                & ~Q(quiet_from=F("quiet_until")),
                name="quiet_hours_begin_and_end",
            ),
            models.CheckConstraint(
                condition=Q(digest__in=["daily", "weekly"]),
                name="a_digest_is_daily_or_weekly",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_digest_display()}"
