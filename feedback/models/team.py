from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models import Member


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, member: Member) -> Self:
        """All teams for an administrator, else those the colleague is in."""
        return self if member.is_superuser else self.filter(people__member=member)


class Team(models.Model):
    """A product team with a queue. One is the last resort for what no rule places."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("key"), max_length=60, unique=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    promise_days = models.PositiveSmallIntegerField(
        _("promise to read within, working days"), default=5
    )
    is_last_resort = models.BooleanField(_("last resort"), default=False)
    members = models.ManyToManyField(
        "community.Member", through="feedback.TeamMember", related_name="teams"
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_last_resort"],
                condition=Q(is_last_resort=True),
                name="one_team_of_last_resort",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A colleague in a team, as its lead or not."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="team_memberships"
    )
    is_lead = models.BooleanField(_("lead"), default=False)
    wants_digest = models.BooleanField(_("daily digest by mail"), default=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(fields=["team", "member"], name="once_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.team})"
