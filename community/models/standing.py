from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.scoring import Parameters


class StandingParameters(models.Model):
    """One version of the scoring parameters; the newest is in force."""

    values = models.JSONField(_("values"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, null=True, blank=True
    )
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("parameters")
        verbose_name_plural = _("parameters")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"v{self.pk}"

    @classmethod
    def numbers_in_force(cls) -> Parameters:
        """The numbers of the newest version; those we come with where there is none."""
        newest = cls.objects.values_list("values", flat=True).first()
        return Parameters.read(newest or {})


class StandingRun(models.Model):
    """One publication of everybody's scores for a day; one run is current."""

    day = models.DateField(_("day"))
    parameters = models.ForeignKey(StandingParameters, on_delete=models.PROTECT)
    digest = models.CharField(_("digest of the inputs"), max_length=64)
    is_current = models.BooleanField(_("current"), default=False)
    is_cold_start = models.BooleanField(_("too few confirmed customers"), default=False)
    active_count = models.PositiveIntegerField(_("active members"), default=0)
    places = models.PositiveIntegerField(_("places"), default=0)
    reference = models.JSONField(_("reference values"), default=list)
    created_at = models.DateTimeField(_("worked out at"))

    class Meta:
        verbose_name = _("publication of standings")
        verbose_name_plural = _("publications of standings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_run_is_current",
            ),
            models.UniqueConstraint(
                fields=["day", "digest"], name="same_inputs_same_run"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class StandingQuerySet(models.QuerySet["Standing"]):
    def current(self) -> Self:
        return self.filter(run__is_current=True)

    def half_percent(self) -> Self:
        """Those who are still here; who left holds a place in history only."""
        inside = self.filter(in_half_percent=True, member__left_at=None)
        return inside.order_by("rank", "pk")


class Standing(models.Model):
    """A member's five strands and place in one run, each with its reasons."""

    class Door(models.TextChoices):
        SCORE = "score", _("score")
        TEACHING = "teaching", _("teaching")

    run = models.ForeignKey(
        StandingRun, on_delete=models.CASCADE, related_name="standings"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="standings"
    )
    creative = models.FloatField(_("creative"))
    influential = models.FloatField(_("influential"))
    passionate = models.FloatField(_("passionate"))
    vocal = models.FloatField(_("vocal"))
    inviting = models.FloatField(_("inviting"))
    score = models.FloatField(_("score"))
    rank = models.PositiveIntegerField(_("place"))
    in_half_percent = models.BooleanField(_("in the half percent"), default=False)
    door = models.CharField(_("door"), max_length=10, choices=Door, blank=True)
    outside_since = models.DateField(_("below the places since"), null=True, blank=True)
    raw = models.JSONField(_("raw values"), default=dict)
    less = models.JSONField(
        _("what counted less"), default=list, encoder=DjangoJSONEncoder
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "member"], name="one_standing_per_run_and_member"
            ),
            models.CheckConstraint(
                condition=Q(in_half_percent=False, door="")
                | Q(in_half_percent=True) & ~Q(door=""),
                name="the_half_percent_came_by_a_door",
            ),
        ]
        indexes = [models.Index("run", "rank", name="standings_by_rank")]

    def __str__(self) -> str:
        return f"{self.member}: {self.score:.1f}"

    @property
    def less_by_rule(self) -> list[dict[str, Any]]:
        """What counted less, one line for each rule: how many, as how much, how often."""
        lines: dict[str, dict[str, Any]] = {}
        for each in self.less:
            line = lines.setdefault(
                each["rule"],
                {"rule": each["rule"], "given": 0, "counted": 0, "times": 0},
            )
            line["given"] += each["given"]
            line["counted"] += each["counted"]
            line["times"] += 1
        return list(lines.values())
