from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class LegalPageQuerySet(models.QuerySet["LegalPage"]):
    def published(self) -> Self:
        """Those that everybody may read, in the footer's order."""
        return self.filter(is_published=True)


class LegalPage(models.Model):
    """What the law or good manners want said: an imprint, terms, a word on privacy."""

    title = models.CharField(_("title"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_default=0)
    is_published = models.BooleanField(
        _("published"),
        default=False,
        db_default=False,
        help_text=_("Then everybody finds it in the footer."),
    )

    objects = LegalPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:legal", args=[self.slug])


class LegalVersion(models.Model):
    """The text of a legal page as it stood from a day on. None is changed or taken away."""

    page = models.ForeignKey(
        LegalPage, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(
        _("version"), validators=[MinValueValidator(1)]
    )
    text = models.TextField(_("text"), max_length=100_000)
    written_at = models.DateTimeField(_("in force since"))
    written_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = [F("number").desc()]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="versions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(text=""),
                name="a_version_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("community:legal-version", args=[self.page.slug, self.number])
