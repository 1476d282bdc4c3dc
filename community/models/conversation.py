from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.address import on_the_web
from community.models.board import on_boards_seen_by
from community.models.phase import Phase

if TYPE_CHECKING:
    from community.models.member import Member


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, viewer: "Member | None") -> Self:
        """What may be read on the site: not outside, not hidden, on a board one may see."""
        seen = on_boards_seen_by(viewer)
        public = self.filter(is_hidden=False, source__slug="site")
        return public.filter(Q(board=None) | seen) if seen else public

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def reachable(self) -> Self:
        """Those whose author can be told."""
        return self.filter(member__left_at=None, member__is_active=True)


class Conversation(models.Model):
    """One thing one customer said, here or elsewhere, and how far it got.

    Headline and text are the only home of what was said. The times of the five
    stages are set once (a trigger refuses another value) and in order.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("idea")
        PROBLEM = "problem", _("problem")
        EXPERIENCE = "experience", _("experience")
        COMMENT = "comment", _("comment")
        TICKET = "ticket", _("ticket")
        REVIEW = "review", _("review")
        SURVEY = "survey", _("survey")
        CALL = "call", _("call")
        POST = "post", _("post elsewhere")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    source = models.ForeignKey(
        "community.Source",
        on_delete=models.PROTECT,
        related_name="conversations",
        verbose_name=_("source"),
    )
    external_id = models.CharField(
        _("id at the source"), max_length=200, null=True, blank=True
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    member = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name=_("member"),
    )
    outside_author = models.CharField(_("outside author"), max_length=120, blank=True)
    outside_email = models.EmailField(_("outside author's e-mail"), blank=True)
    headline = models.CharField(_("headline"), max_length=160)
    text = models.TextField(_("text"), blank=True, max_length=20_000)
    board = models.ForeignKey(
        "community.Board",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name=_("board"),
    )
    phase = models.CharField(_("life-cycle phase"), max_length=10, choices=Phase)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    is_taken = models.BooleanField(
        _("taken along by who said it"), default=False, db_default=False
    )
    waits_for = models.CharField(_("waits for"), max_length=120, blank=True)
    occurred_at = models.DateTimeField(_("said at"))
    received_at = models.DateTimeField(_("received at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    learned_at = models.DateTimeField(_("learned at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed at"))
    search = models.GeneratedField(
        expression=SearchVector("headline", weight="A", config="simple")
        + SearchVector("text", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="one_conversation_per_source_id"
            ),
            models.CheckConstraint(
                condition=Q(learned_at=None) | Q(read_at__isnull=False),
                name="learned_needs_read",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(read_at__isnull=False),
                name="decided_needs_read",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None)
                | Q(learned_at__isnull=False)
                | Q(decided_at__isnull=False),
                name="told_needs_learned_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5),
                name="ratings_are_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(is_taken=False) | Q(text=""),
                name="what_was_taken_along_has_no_words",
            ),
            models.CheckConstraint(
                condition=on_the_web("link"), name="a_link_leads_to_the_web"
            ),
        ]
        indexes = [
            models.Index(
                F("received_at").desc(), F("id").desc(), name="conversation_newest"
            ),
            models.Index("updated_at", "id", name="conversation_changed"),
            models.Index(
                "member", F("occurred_at").desc(), name="conversation_by_member"
            ),
            models.Index(
                F("told_at").desc(),
                condition=Q(told_at__isnull=False),
                name="conversation_told",
            ),
            GinIndex(fields=["search"], name="conversation_search"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def author_name(self) -> str:
        return self.member.name if self.member else self.outside_author

    @property
    def is_reachable(self) -> bool:
        return self.member is not None and self.member.is_active


class StageQuerySet(models.QuerySet["Stage"]):
    def for_journey(self) -> Self:
        return self.select_related("by").order_by("at", "id")


class Stage(models.Model):
    """The append-only log behind a journey: who moved it, when, and in which words."""

    class Name(models.TextChoices):
        RECEIVED = "received", _("Received")
        READ = "read", _("Read")
        LEARNED = "learned", _("Learned")
        DECIDED = "decided", _("Decided")
        TOLD = "told", _("Told")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="stages"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Name)
    by = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    excerpt = models.TextField(_("the words"), blank=True, max_length=1000)
    reason = models.TextField(
        _("the reason"), blank=True, max_length=8000, db_default=""
    )

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        indexes = [models.Index("conversation", "at", name="stages_of_a_conversation")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.note}"
