from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LONGEST_EDGE = 2000  # pixels
LONGEST_ALT = 300


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def loose(self) -> Self:
        """Those that stand in nothing that was posted."""
        return self.filter(conversation=None)


def kept_as(attachment: "Attachment", _filename: str) -> str:
    """Where its file lies; what it was called where it came from is nobody's business."""
    return f"pictures/{attachment.name[:2]}/{attachment.name}.webp"


class Attachment(models.Model):
    """A picture that a member put into what they wrote, made anew from what they sent.

    Its name is chance, and ends with its size. While it is loose, only they see it;
    afterwards whoever may see what it stands in.
    """

    member = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="attachments"
    )
    conversation = models.ForeignKey(
        "community.Conversation",
        on_delete=models.PROTECT,
        null=True,
        related_name="attachments",
    )
    name = models.CharField(_("name"), max_length=60, unique=True)
    file = models.FileField(_("file"), upload_to=kept_as, max_length=120)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    bytes = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    alt = models.CharField(_("in words"), max_length=LONGEST_ALT, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    loose_since = models.DateTimeField(_("loose since"), null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=Q(conversation=None, loose_since__isnull=False)
                | Q(conversation__isnull=False, loose_since=None),
                name="a_picture_is_posted_or_loose",
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_EDGE))
                & Q(height__range=(1, LONGEST_EDGE))
                & Q(bytes__gt=0),
                name="a_picture_has_a_size",
            ),
        ]
        indexes = [
            models.Index(
                "loose_since",
                condition=Q(conversation=None),
                name="attachments_loose",
            ),
        ]

    def __str__(self) -> str:
        return self.alt or self.name

    def get_absolute_url(self) -> str:
        return reverse("ideas:picture", args=[self.name])

    @property
    def markdown(self) -> str:
        return f"![{self.alt}]({self.get_absolute_url()})"
