from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from community.models import Member
from community.models.board import on_boards_seen_by


class CreditQuerySet(models.QuerySet["Credit"]):
    def shown(self) -> Self:
        """Of members who are here, and have nothing against being named: who asked so once
        for a release is named nowhere in it, whatever is added later."""
        present = Q(member__left_at=None, member__is_active=True)
        refused = Credit.objects.filter(
            member=OuterRef("member"), release=OuterRef("release")
        ).exclude(refused_at=None)
        return self.filter(present, ~Exists(refused), refused_at=None)

    def visible_to(self, viewer: Member | None) -> Self:
        """Shown, and not for a post that the viewer may not see."""
        seen = on_boards_seen_by(viewer, path="idea__board__")
        return self.shown().filter(Q(idea=None) | seen & ~Q(idea__status="hidden"))


class Credit(models.Model):
    """Whom something is owed to: a release, a post, or the part a post had in a release."""

    release = models.ForeignKey(
        "ideas.Release",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credits",
    )
    idea = models.ForeignKey(
        "ideas.Idea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="credits"
    )
    reason = models.CharField(_("thanks for"), max_length=160)
    given_at = models.DateTimeField(_("given at"))
    refused_at = models.DateTimeField(_("not to be named since"), null=True, blank=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "idea", "member"],
                nulls_distinct=False,
                name="one_credit_per_member_and_work",
            ),
            models.CheckConstraint(
                condition=Q(release__isnull=False) | Q(idea__isnull=False),
                name="a_credit_is_for_a_release_or_a_post",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_credit_says_what_for"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.reason}"
