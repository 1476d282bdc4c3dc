from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Firm(models.Model):
    """The one firm that hosts this installation."""

    name = models.CharField(_("name"), max_length=60)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    promise = models.CharField(
        _("promise"),
        max_length=160,
        blank=True,
        help_text=_("The first sentence of the home page."),
    )
    imprint = models.CharField(_("imprint"), max_length=200, blank=True)
    domains = models.JSONField(
        _("company domains"),
        default=list,
        blank=True,
        help_text=_("Confirmed addresses at these domains are customers."),
    )

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firm")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_firm")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The firm, or an unsaved stand-in until it has been set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name="Hearth")
