from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.phase import Phase

if TYPE_CHECKING:
    from community.models.member import Member


def on_boards_seen_by(viewer: "Member | None", path: str = "board__") -> models.Q:
    """What stands on a board that the viewer may see; `path` leads to the board."""
    if viewer is not None:
        return models.Q()
    return models.Q(**{f"{path}visibility": Board.Visibility.PUBLIC})


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, viewer: "Member | None") -> Self:
        return self.filter(on_boards_seen_by(viewer, path=""))


class Board(models.Model):
    """A space for one product or topic."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members only")

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("What it is about, in a line."),
    )
    about = models.TextField(
        _("what belongs here"),
        max_length=4000,
        blank=True,
        default="",
        db_default="",
        help_text=_("As Markdown. It stands at the head of the board."),
    )
    picture = models.ForeignKey(
        "community.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("picture"),
    )
    visibility = models.CharField(
        _("who sees it"),
        max_length=10,
        choices=Visibility,
        default=Visibility.PUBLIC,
    )
    phase = models.CharField(
        _("life-cycle phase"),
        max_length=10,
        choices=Phase,
        default=Phase.USE,
        help_text=_("Where in a customer's life conversations here usually stand."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
