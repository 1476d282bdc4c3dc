from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import NotAllowed
from community.models import Board, Member
from ideas.errors import TooManyPins
from ideas.models import Idea, Pin
from ideas.models.idea import LISTED
from ideas.models.pin import MOST_PINS


@transaction.atomic
def pin_idea(idea: Idea, *, by: Member, at: datetime | None = None) -> Pin:
    """Keep a post at the head of its board, after those that are there. Once is enough.

    What left the list makes room. Raises NotAllowed for who is no colleague and for a
    post that no list shows, TooManyPins past three.
    """
    _admit(by)
    if idea.status not in LISTED:
        raise NotAllowed(_("No list shows this post."))
    pins = _held(idea.board)
    if found := next((each for each in pins if each.idea_id == idea.pk), None):
        return found
    standing = [each for each in pins if each.idea.status in LISTED]
    if len(standing) >= MOST_PINS:
        raise TooManyPins(
            _("%(board)s has three pinned posts. Unpin one first.")
            % {"board": idea.board.name}
        )
    new = Pin(idea=idea, pinned_by=by, pinned_at=at or timezone.now())
    _arrange(idea.board, [*standing, new])
    return new


@transaction.atomic
def unpin_idea(idea: Idea, *, by: Member) -> None:
    """Let a post stand where it would. Raises NotAllowed. Once is enough."""
    _admit(by)
    pins = _held(idea.board)
    _arrange(idea.board, [each for each in pins if each.idea_id != idea.pk])


@transaction.atomic
def move_pin_up(idea: Idea, *, by: Member) -> None:
    """One place nearer to the head; the first one stays. Raises NotAllowed."""
    _admit(by)
    pins = _held(idea.board)
    at = next((n for n, each in enumerate(pins) if each.idea_id == idea.pk), 0)
    if at:
        pins[at - 1], pins[at] = pins[at], pins[at - 1]
        _arrange(idea.board, pins)


def _admit(member: Member) -> None:
    if not (member.is_staff and member.is_active):
        raise NotAllowed(_("Only colleagues pin posts."))


def _held(board: Board) -> list[Pin]:
    """The board's pins in order, while nobody else arranges them."""
    Board.objects.select_for_update().get(pk=board.pk)
    return list(
        Pin.objects.filter(board=board).select_related("idea").order_by("position")
    )


def _arrange(board: Board, pins: list[Pin]) -> None:
    Pin.objects.filter(board=board).delete()
    for position, pin in enumerate(pins, start=1):
        pin.pk, pin.board, pin.position = None, board, position
    Pin.objects.bulk_create(pins)
