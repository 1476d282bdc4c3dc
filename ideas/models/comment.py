from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.utils.translation import gettext_lazy as _

from community.models import Member, Stage
from community.models.board import on_boards_seen_by
from community.models.row_version import row_version
from ideas.models.search import SayingQuerySet


class CommentQuerySet(SayingQuerySet["Comment"]):
    kinds = ("comment",)

    def shown(self) -> Self:
        return self.filter(conversation__is_hidden=False)

    def visible_to(self, viewer: Member | None) -> Self:
        shown = self.shown().exclude(idea__status="hidden")
        return shown.filter(on_boards_seen_by(viewer, "idea__board__"))

    def for_thread(self, viewer: Member | None) -> Self:
        """Everything a thread shows, in two queries whatever its length."""
        return (
            self.select_related("author", "conversation")
            .annotate(has_helped=_has_helped(viewer))
            .prefetch_related(
                Prefetch("conversation__stages", queryset=Stage.objects.for_journey())
            )
        )

    def places(self, viewer: Member | None) -> Self:
        """What a thread needs to know of a comment before it is drawn: `version` is
        another once the row, its words, its journey or its author changed."""
        looks = row_version("helpful_count", "conversation__headline", "author__name")
        return self.only(
            "idea", "parent", "author", "helpful_count", "created_at"
        ).annotate(version=looks, has_helped=_has_helped(viewer))


def _has_helped(viewer: Member | None) -> Exists | Value:
    if viewer is None:
        return Value(value=False)
    return Exists(Helpful.objects.filter(comment=OuterRef("pk"), member=viewer))


class Comment(models.Model):
    """What somebody said about an idea; threaded one level."""

    conversation = models.OneToOneField(
        "community.Conversation", on_delete=models.PROTECT, related_name="comment"
    )
    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.PROTECT, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="comments"
    )
    helpful_count = models.IntegerField(_("helped"), default=0)
    created_at = models.DateTimeField(_("said at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(helpful_count__gte=0), name="help_is_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="no_comment_answers_itself",
            ),
        ]
        indexes = [
            models.Index("idea", "created_at", name="comments_of_an_idea"),
            models.Index(
                "idea",
                F("helpful_count").desc(),
                "id",
                condition=Q(parent=None),
                name="comments_most_helpful",
            ),
            models.Index("author", F("created_at").desc(), name="comments_by_author"),
            models.Index(
                F("created_at").desc(), F("id").desc(), name="comments_newest"
            ),
        ]

    def __str__(self) -> str:
        return self.conversation.headline

    def get_absolute_url(self) -> str:
        place = f"?comment={self.pk}#comment-{self.pk}"
        return self.idea.get_absolute_url() + place

    @property
    def body(self) -> str:
        return self.conversation.text


class Helpful(models.Model):
    """One member's word that a comment helped."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="helpful"
    )
    member = models.ForeignKey(
        "community.Member", on_delete=models.PROTECT, related_name="helpful"
    )
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "member"], name="helped_once_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.comment_id}"
