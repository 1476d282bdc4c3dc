"""What stands at the head of a board's list: what belongs there, and its pinned posts."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from community.models import Board, Member, Picture
from community.paging import Page
from ideas.cards import Rows, rows_of
from ideas.forms import FilterForm
from ideas.models import Idea, Pin
from ideas.models.idea import IdeaQuerySet

PINNED_IN = {"best", "trending", "new"}  # the other orders are about who looks


@dataclass(frozen=True)
class Head:
    board: Board
    picture: Picture | None
    pinned: Rows


def board_of(wish: FilterForm, order: str) -> Board | None:
    """The board whose page this is: nothing but a board is wished."""
    others = any(wish.value(name) for name in ["q", "kind", "status"])
    board: Board | None = wish.value("board") or None
    return None if others or order not in PINNED_IN else board


def head_of(board: Board, viewer: Member | None) -> Head:
    pins = Pin.objects.filter(board=board).order_by("position")
    ids = list(pins.values_list("idea", flat=True))
    shown = Idea.objects.visible_to(viewer).listed().filter(pk__in=ids)
    ideas = {idea.pk: idea for idea in shown.places()} if ids else {}
    pinned = [ideas[pk] for pk in ids if pk in ideas]
    return Head(board, _picture_of(board), rows_of(Page(pinned, "")))


def _picture_of(board: Board) -> Picture | None:
    """Without what is in it, which its own address gives."""
    if board.picture_id is None:
        return None
    return Picture.objects.defer("content").get(pk=board.picture_id)


def without_pinned(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """They stand at the head, so not in the list below it."""
    return ideas.filter(~Exists(Pin.objects.filter(idea=OuterRef("pk"))))


def is_pinned(idea: Idea) -> bool:
    return Pin.objects.filter(idea=idea).exists()
