from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import LONGEST_TITLE, Idea

COMMENT = "comment"


class HeldQuerySet(models.QuerySet["Held"]):
    def waiting(self) -> Self:
        return self.filter(state=Held.State.WAITING)


class Held(models.Model):
    """What somebody sent and nobody reads yet: a colleague looks at it first.

    Approved, it is posted as of the moment it was sent. Refused, its author reads why in
    a ruling, and can appeal.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a look")
        APPROVED = "approved", _("posted")
        REFUSED = "refused", _("not posted")

    author = models.ForeignKey(
        "community.Member",
        on_delete=models.CASCADE,
        related_name="held",
        verbose_name=_("author"),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=[*Idea.Kind.choices, (COMMENT, _("Comment"))]
    )
    board = models.ForeignKey(
        "community.Board",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("board"),
    )
    idea = models.ForeignKey(
        "ideas.Idea",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="held",
        verbose_name=_("about"),
    )
    reply_to = models.ForeignKey(
        "ideas.Comment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answers"),
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    why = models.TextField(_("why it waits"), max_length=2000)
    external_id = models.CharField(
        _("outside id"), max_length=200, null=True, blank=True, unique=True
    )
    held_at = models.DateTimeField(_("sent at"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    ruling = models.OneToOneField(
        "community.Ruling",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="held",
        verbose_name=_("ruling"),
    )

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("held post")
        verbose_name_plural = _("held posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | ~Q(state="waiting")
                & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_held_post_is_decided_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=Q(kind=COMMENT, idea__isnull=False, title="")
                | ~Q(kind=COMMENT) & Q(idea=None) & ~Q(title=""),
                name="a_held_comment_has_its_post_and_a_post_its_title",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="what_is_held_says_why"),
        ]
        indexes = [
            models.Index(
                "held_at", "id", condition=Q(state="waiting"), name="held_waiting"
            ),
            models.Index("author", F("held_at").desc(), name="held_of_a_member"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:120]

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
