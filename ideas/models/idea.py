from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import Member, Stage
from community.models.board import on_boards_seen_by
from community.models.row_version import row_version
from community.slugs import short_slug
from ideas.models.alike import AlikeQuerySet
from ideas.signals import idea_voted

SHORTEST_TITLE, LONGEST_TITLE = 4, 120


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "progress", _("In progress")
    SHIPPED = "shipped", _("Shipped")
    DECLINED = "declined", _("Declined, with reasons")
    MERGED = "merged", _("Folded in")
    HIDDEN = "hidden", _("Hidden")


LISTED = [
    Status.OPEN,
    Status.PLANNED,
    Status.IN_PROGRESS,
    Status.SHIPPED,
    Status.DECLINED,
]

TAKE_VOTES = [Status.OPEN, Status.PLANNED, Status.IN_PROGRESS]

# What lists are ordered by, and what they show: the API also what was folded in.
ORDERS = [
    ("best", "best", Q(status__in=LISTED)),
    ("trending", "trending", Q(status__in=LISTED)),
    ("needs", "needs", Q(status__in=TAKE_VOTES)),
    ("created_at", "newest", ~Q(status=Status.HIDDEN)),
]


PLACED_BY = ["best", "trending", "needs", "created_at", "updated_at"]


class IdeaQuerySet(AlikeQuerySet["Idea"]):
    def visible_to(self, viewer: Member | None) -> Self:
        """Everything that is not hidden, on boards that the viewer may see."""
        return self.exclude(status=Status.HIDDEN).filter(on_boards_seen_by(viewer))

    def listed(self) -> Self:
        return self.filter(status__in=LISTED)

    def needing_vote_of(self, viewer: Member | None) -> Self:
        """What takes votes, and what the viewer neither wrote nor judged yet."""
        open_ones = self.filter(status__in=TAKE_VOTES)
        if viewer is None:
            return open_ones
        judged = self._voted(viewer), self._by(viewer, "Seen")
        return open_ones.exclude(author=viewer).filter(~judged[0], ~judged[1])

    def followed_by(self, viewer: Member) -> Self:
        return self.filter(self._by(viewer, "Follow"))

    def for_list(self, viewer: Member | None) -> Self:
        """Everything a list row shows, in two queries whatever the row count."""
        return (
            self.select_related("conversation__member", "author", "board")
            .annotate(has_voted=self._voted(viewer))
            .prefetch_related(
                Prefetch("conversation__stages", queryset=Stage.objects.for_journey())
            )
        )

    def for_vote(self) -> Self:
        """What a vote on it is judged and credited by, and no more: votes are many."""
        return (
            self.select_related("conversation")
            .only(
                *("status", "status_note", "vote_count", "kind", "created_at"),
                *("author_id", "board_id", "conversation__headline"),
            )
            .annotate(is_heard=idea_voted.is_heard())
        )

    def places(self) -> Self:
        """What a list needs to know of a row before it is drawn: `version` is another
        once the row, its words, its author or its board changed."""
        looks = row_version(
            "best", "conversation__headline", "author__name", "board__name"
        )
        return self.only("author", *PLACED_BY).annotate(version=looks)

    def for_page(self, viewer: Member | None) -> Self:
        return self.for_list(viewer).annotate(is_followed=self._by(viewer, "Follow"))

    def _voted(self, viewer: Member | None) -> Q | Value:
        """For the idea or for what is folded into it."""
        if viewer is None:
            return Value(value=False)
        own = self._by(viewer, "Vote"), self._by(viewer, "Vote", "idea__merged_into")
        return Q(own[0]) | Q(own[1])

    def _by(
        self, viewer: Member | None, name: str, about: str = "idea"
    ) -> Exists | Value:
        from django.apps import apps  # noqa: PLC0415 - Vote refers to Idea

        if viewer is None:
            return Value(value=False)
        rows = apps.get_model("ideas", name).objects
        return Exists(rows.filter(**{about: OuterRef("pk")}, member=viewer))


class Idea(models.Model):
    """An idea, problem or experience: what a conversation on a board adds up to.

    `vote_count` counts distinct voters of itself and of what was merged into it.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("Idea")
        PROBLEM = "problem", _("Problem")
        EXPERIENCE = "experience", _("Experience")

    conversation = models.OneToOneField(
        "community.Conversation", on_delete=models.PROTECT, related_name="idea"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IDEA)
    author = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="ideas"
    )
    board = models.ForeignKey(
        "community.Board", on_delete=models.PROTECT, related_name="ideas"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.OPEN
    )
    status_note = models.CharField(_("status, in words"), max_length=80, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="folded"
    )
    vote_count = models.IntegerField(_("votes"), default=0)
    comment_count = models.IntegerField(_("comments"), default=0)
    follower_count = models.IntegerField(_("followers"), default=0)
    best = models.FloatField(_("rank, best"), default=0)
    trending = models.FloatField(_("rank, trending"), default=0)
    needs = models.FloatField(_("rank, needs votes"), default=0, db_default=0)
    spans_groups = models.BooleanField(
        _("wanted across groups"), default=False, db_default=False
    )
    created_at = models.DateTimeField(_("posted at"))
    updated_at = models.DateTimeField(_("changed at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    objects = IdeaQuerySet.as_manager()
    is_heard = True  # whether somebody outside may hear of votes: `for_vote` asks

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    vote_count__gte=0, comment_count__gte=0, follower_count__gte=0
                ),
                name="counts_are_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="a_merged_idea_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="no_idea_is_merged_into_itself",
            ),
        ]
        indexes = [
            *(
                models.Index(
                    F(key).desc(), F("id").desc(), condition=shown, name=f"ideas_{name}"
                )
                for key, name, shown in ORDERS
            ),
            *(
                models.Index(
                    "board",
                    F(key).desc(),
                    F("id").desc(),
                    condition=shown,
                    name=f"ideas_board_{name}",
                )
                for key, name, shown in ORDERS
            ),
            models.Index("author", F("created_at").desc(), name="ideas_by_author"),
            models.Index("updated_at", "id", name="ideas_changed"),
            models.Index(
                F("updated_at").desc(),
                condition=Q(status=Status.SHIPPED),
                name="ideas_shipped",
            ),
            models.Index("id", condition=Q(spans_groups=True), name="ideas_spanning"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea", args=[self.pk, short_slug(self.title) or "idea"])

    @property
    def title(self) -> str:
        return self.conversation.headline

    @property
    def body(self) -> str:
        return self.conversation.text

    @property
    def accepts_votes(self) -> bool:
        return self.status in TAKE_VOTES

    @property
    def accepts_comments(self) -> bool:
        return self.status in LISTED

    # Not get_…_display(), which hashes every translated choice for each row of a list.
    @property
    def kind_text(self) -> str:
        return str(self.Kind(self.kind).label)

    @property
    def status_text(self) -> str:
        return self.status_note or str(Status(self.status).label)

    @property
    def subject(self) -> str:
        """The opaque key of this piece of work in the ledger."""
        return f"ideas.idea:{self.pk}"

    @property
    def theme(self) -> str:
        """The ledger's thread: voters of what is folded together count once in it."""
        return f"ideas.idea:{self.merged_into_id or self.pk}"
