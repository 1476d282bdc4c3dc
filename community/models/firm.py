from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from community import colours
from community.footers import Line, read_lines
from community.models.legal import LegalPage


class FirmQuerySet(models.QuerySet["Firm"]):
    def in_full(self) -> Self:
        """Everything that the frame of a page says of it, in one query."""
        pages = LegalPage.objects.published()
        links = pages.values(link=JSONObject(title="title", slug="slug"))
        return (
            self.select_related("logo")
            .defer("logo__content")
            .annotate(legal_pages=ArraySubquery(links))
        )


class Firm(models.Model):
    """The one firm that hosts this installation, and what its house looks like."""

    if TYPE_CHECKING:
        legal_pages: list[dict[str, str]]

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
    logo = models.ForeignKey(
        "community.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("logo"),
    )
    accent = models.CharField(
        _("colour on light pages"), max_length=7, blank=True, default="", db_default=""
    )
    accent_dark = models.CharField(
        _("colour on dark pages"), max_length=7, blank=True, default="", db_default=""
    )
    footer = models.TextField(
        _("lines of the footer"), max_length=2000, blank=True, default="", db_default=""
    )

    objects = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firm")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_firm"),
            models.CheckConstraint(
                condition=Q(accent__regex="^(#[0-9a-f]{6})?$")
                & Q(accent_dark__regex="^(#[0-9a-f]{6})?$"),
                name="a_firms_colours_are_colours",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The firm, or an unsaved stand-in until it has been set up."""
        return cls.objects.in_full().filter(pk=1).first() or cls(pk=1, name="Hearth")

    @property
    def accents(self) -> tuple[str, str] | None:
        """The colour for light pages and the one for dark pages, if it chose any."""
        if self.accent or self.accent_dark:
            return colours.pair(self.accent, self.accent_dark)
        return None

    @property
    def has_mark(self) -> bool:
        """A logo that is no wider than a sign stands beside the name, and is the icon."""
        return self.logo is not None and self.logo.width <= 2 * self.logo.height

    @property
    def footer_lines(self) -> list[Line]:
        return read_lines(self.footer)
