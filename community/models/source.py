from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.phase import Phase


class Source(models.Model):
    """Where conversations come from. One that is not connected counts by its known volume."""

    SITE = "site"

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_connected = models.BooleanField(_("connected"), default=True)
    monthly_volume = models.PositiveIntegerField(
        _("conversations a month"),
        default=0,
        help_text=_("For a source that is not connected: how many are known of."),
    )
    phase = models.CharField(
        _("life-cycle phase"), max_length=10, choices=Phase, default=Phase.USE
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
