from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A member's personal link; whoever joins by it was brought by them."""

    member = models.OneToOneField(
        "community.Member", on_delete=models.CASCADE, related_name="invitation"
    )
    token = models.CharField(_("token"), max_length=40, unique=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")

    def __str__(self) -> str:
        return str(self.member)

    def get_absolute_url(self) -> str:
        return reverse("community:invitation", args=[self.token])
