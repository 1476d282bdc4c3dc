from typing import Self

from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

DOOR = "ruling"


class RulingQuerySet(models.QuerySet["Ruling"]):
    def behind(self, token: str) -> Self:
        """The one whose author holds this link; none for a link that we did not make."""
        try:
            return self.filter(pk=signing.loads(token, salt=DOOR), member__left_at=None)
        except signing.BadSignature:
            return self.none()

    def for_log(self) -> Self:
        """Everything that a line of the public log says, in one query."""
        return self.select_related("by", "answered_by", "conversation")

    def suspensions(self) -> Self:
        """Those that closed an account, oldest first."""
        return self.filter(kind=Ruling.Kind.SUSPENDED).order_by("pk")

    def waiting(self) -> Self:
        """Those whose appeal nobody has answered. Who leaves takes its words along."""
        return self.filter(appealed_at__isnull=False, answered_at=None).exclude(
            appeal=""
        )


class Ruling(models.Model):
    """What was done to keep the room fair, by whom and why; and what its author says to it.

    Everybody reads it, without the name or the words of whom it is about.
    """

    class Kind(models.TextChoices):
        TAKEN_OFF = "taken_off", _("Something was taken off the site")
        KEPT = "kept", _("Somebody asked for a look; it stays")
        SUSPENDED = "suspended", _("Somebody cannot post any more")
        NOT_POSTED = "not_posted", _("Something was not posted")
        READMITTED = "readmitted", _("Somebody may post again")

    kind = models.CharField(_("what was done"), max_length=12, choices=Kind)
    member = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rulings",
        verbose_name=_("about"),
    )
    conversation = models.ForeignKey(
        "community.Conversation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rulings",
        verbose_name=_("what was said"),
    )
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("why"), max_length=300)
    made_at = models.DateTimeField(_("when"))
    appeal = models.TextField(_("appeal"), blank=True, max_length=2000)
    appealed_at = models.DateTimeField(_("appealed at"), null=True, blank=True)
    is_overturned = models.BooleanField(_("taken back"), default=False)
    answer = models.CharField(_("answer to the appeal"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_ruling_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                & Q(appealed_at__isnull=False),
                name="an_appeal_is_answered_by_a_named_person_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_overturned=False) | Q(answered_at__isnull=False),
                name="what_is_taken_back_was_answered",
            ),
        ]
        indexes = [
            models.Index(F("made_at").desc(), F("id").desc(), name="rulings_newest"),
            models.Index("member", name="rulings_about_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"

    def get_absolute_url(self) -> str:
        """The link that its author alone gets: it opens without signing in, since who is
        suspended cannot."""
        token = signing.dumps(self.pk, salt=DOOR)
        return reverse("community:ruling", args=[token])

    @property
    def to_them(self) -> str:
        """What it is to whom it is about."""
        if self.is_overturned:
            return str(_("We were wrong, and took it back"))
        if self.answered_at:
            return str(_("Somebody looked at your appeal: it stays as it is"))
        words = {
            self.Kind.TAKEN_OFF: _("Something you wrote was taken off the site"),
            self.Kind.NOT_POSTED: _("Something you sent was not posted"),
            self.Kind.SUSPENDED: _("Your account was suspended"),
            self.Kind.READMITTED: _("Your account is open again"),
        }
        return str(words.get(self.Kind(self.kind), self))

    def is_superseded(self) -> bool:
        """Whether its member was suspended or readmitted since."""
        kinds = [self.Kind.SUSPENDED, self.Kind.READMITTED]
        since = Ruling.objects.filter(member=self.member_id, pk__gt=self.pk)
        return since.filter(kind__in=kinds).exists()

    @property
    def may_be_appealed(self) -> bool:
        return self.appealed_at is None and self.kind in {
            self.Kind.TAKEN_OFF,
            self.Kind.NOT_POSTED,
            self.Kind.SUSPENDED,
        }
