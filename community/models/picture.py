from base64 import b64encode
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.board import Board
from community.models.firm import Firm

if TYPE_CHECKING:
    from community.models.member import Member

LARGEST = 600_000  # bytes as kept
WIDEST = 1600  # pixels


class PictureQuerySet(models.QuerySet["Picture"]):
    def shown_to(self, viewer: "Member | None") -> Self:
        """The firm's logo, and what stands on a board that the viewer may see."""
        boards = Board.objects.visible_to(viewer).filter(picture=OuterRef("pk"))
        logos = Firm.objects.filter(logo=OuterRef("pk"))
        return self.filter(Exists(boards) | Exists(logos))

    def unused(self) -> Self:
        boards = Board.objects.filter(picture=OuterRef("pk"))
        logos = Firm.objects.filter(logo=OuterRef("pk"))
        return self.filter(~Exists(boards), ~Exists(logos))


class Picture(models.Model):
    """A picture of the house, drawn anew from what was uploaded; named by what is in it."""

    class Kind(models.TextChoices):
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    content = models.BinaryField(_("content"))

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDEST), height__range=(1, WIDEST)),
                name="a_picture_fits_on_a_page",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(
                        F("content"),
                        function="octet_length",
                        output_field=models.IntegerField(),
                    ),
                    LARGEST,
                ),
                name="a_picture_is_light",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"

    def get_absolute_url(self) -> str:
        """Where it is; one that is not kept yet carries itself."""
        if self.pk is None:
            return f"data:image/{self.kind};base64,{b64encode(self.content).decode()}"
        return reverse("community:picture", args=[self.digest, self.kind])
