import uuid
from datetime import datetime
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> Self:
        """Waiting and due, or leased by somebody who never came back."""
        return self.filter(
            Q(state=Delivery.State.WAITING, due_at__lte=now)
            | Q(state=Delivery.State.LEASED, leased_until__lte=now)
        )


class Delivery(models.Model):
    """Whatever leaves the process: first a row with a state and a due time.

    Unordered and at least once; `key` stays the same in every attempt, so that a
    receiver can tell a repetition. Unique on `effect`: asking twice is asking once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("on its way")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given_up", _("given up")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=20)
    target = models.CharField(_("target"), max_length=200)
    effect = models.CharField(_("effect"), max_length=200, unique=True)
    payload = models.JSONField(_("payload"), encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    due_at = models.DateTimeField(_("due at"))
    lease = models.UUIDField(_("lease"), null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["delivered", "given_up"], finished_at__isnull=False
                )
                | Q(state__in=["waiting", "leased"], finished_at__isnull=True),
                name="what_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="leased", lease__isnull=False, leased_until__isnull=False
                )
                | ~Q(state="leased") & Q(lease__isnull=True, leased_until__isnull=True),
                name="only_what_is_on_its_way_is_leased",
            ),
        ]
        indexes = [
            models.Index(
                "due_at",
                condition=Q(state__in=["waiting", "leased"]),
                name="deliveries_due",
            ),
            models.Index(
                "channel", "target", F("id").desc(), name="deliveries_to_a_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.effect}"


class Attempt(models.Model):
    """One try to deliver, kept with its answer."""

    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    is_success = models.BooleanField(_("arrived"))
    status = models.CharField(_("status"), max_length=40)
    detail = models.TextField(_("detail"), blank=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"))

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="one_attempt_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.status}"
