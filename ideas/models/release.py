from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import Board, Member


class ReleaseQuerySet(models.QuerySet["Release"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def visible_to(self, viewer: Member | None) -> Self:
        """What is out, about no board or about one that the viewer may see."""
        if viewer is not None:
            return self.published()
        return self.published().filter(
            Q(board=None) | Q(board__visibility=Board.Visibility.PUBLIC)
        )

    def readable_by(self, viewer: Member | None) -> Self:
        """The same, and to the firm's own people also what is still being written."""
        if viewer is not None and viewer.is_staff:
            return self.all()
        return self.visible_to(viewer)


class Release(models.Model):
    """What the firm brought out: the posts that came true in it, and who is thanked."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    board = models.ForeignKey(
        "community.Board",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name=_("board"),
        help_text=_("Who may see the board sees the release; without one, everybody."),
    )
    notes = models.TextField(
        _("what is new"),
        max_length=20_000,
        help_text=_("In Markdown, to the people who asked for it."),
    )
    author = models.ForeignKey(
        "community.Member",
        on_delete=models.PROTECT,
        related_name="releases",
        verbose_name=_("signed by"),
    )
    released_at = models.DateTimeField(_("out since"))
    written_at = models.DateTimeField(_("written at"))
    updated_at = models.DateTimeField(_("changed at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    told_at = models.DateTimeField(_("all told at"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(notes=""),
                name="a_release_has_a_title_and_says_what_is_new",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_at__gte=F("written_at")),
                name="a_release_is_written_before_it_is_published",
            ),
        ]
        indexes = [
            models.Index(
                F("released_at").desc(),
                F("id").desc(),
                condition=Q(published_at__isnull=False),
                name="releases_newest",
            ),
            models.Index(
                "id",
                condition=Q(published_at__isnull=False, told_at=None),
                name="releases_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:release", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ReleaseIdea(models.Model):
    """A post that came true in a release; the answer is the one publishing it gave."""

    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="shipped"
    )
    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.PROTECT, related_name="releases"
    )
    answer = models.OneToOneField(
        "ideas.Answer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="released",
    )

    class Meta:
        verbose_name = _("post of a release")
        verbose_name_plural = _("posts of a release")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "idea"], name="a_post_is_once_in_a_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.idea_id}"
