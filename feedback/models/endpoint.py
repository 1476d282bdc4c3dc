from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.address import on_the_web


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def live(self) -> Self:
        return self.filter(disabled_at=None)


class Endpoint(models.Model):
    """An address that gets signed webhooks. The secret is stored encrypted."""

    class Event(models.TextChoices):
        ROUTED = "conversation.routed", _("a conversation came to a team")
        READ = "conversation.read", _("a colleague read it")
        LEARNED = "insight.written", _("an insight was written")
        CONFIRMED = "evidence.replied", _("an author replied to an insight")
        DECIDED = "idea.decided", _("an idea was decided")
        VOTED = "idea.voted", _("somebody voted")

    name = models.CharField(_("name"), max_length=80)
    team = models.ForeignKey(
        "feedback.Team",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="endpoints",
        help_text=_("Only what concerns this team; empty for everything."),
    )
    url = models.URLField(_("address"), max_length=500)
    events = ArrayField(
        models.CharField(max_length=40, choices=Event),
        verbose_name=_("events"),
        default=list,
        blank=True,
        help_text=_("Empty for all."),
    )
    sealed_secret = models.TextField(editable=False)
    created_at = models.DateTimeField(_("created at"))
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    disabled_at = models.DateTimeField(_("switched off at"), null=True, blank=True)
    disabled_why = models.CharField(_("why"), max_length=200, blank=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        constraints = [
            models.CheckConstraint(
                condition=~Q(sealed_secret=""), name="an_endpoint_has_a_secret"
            ),
            models.CheckConstraint(
                condition=on_the_web("url"), name="an_endpoint_is_on_the_web"
            ),
            models.CheckConstraint(
                condition=~Q(url=""), name="an_endpoint_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name
