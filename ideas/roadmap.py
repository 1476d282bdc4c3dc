"""What is planned, under way and out, in the order in which it was decided."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.models import Board, Member
from community.models.board import on_boards_seen_by
from community.paging import Page
from ideas.cards import Row, rows_of
from ideas.models import Answer, Idea
from ideas.models.idea import Status

SHOWN = {Status.PLANNED: 30, Status.IN_PROGRESS: 30, Status.SHIPPED: 12}


@dataclass(frozen=True)
class Column:
    """One status with its newest decisions, and whether there are more."""

    status: Status
    rows: list[Row]
    has_more: bool


def standing_answers(viewer: Member | None) -> QuerySet[Answer]:
    """The newest answer to each post that the viewer may see, the latest first."""
    later = Q(answered_at__gt=OuterRef("answered_at"))
    same_time = Q(answered_at=OuterRef("answered_at"), pk__gt=OuterRef("pk"))
    newer = Answer.objects.filter(later | same_time, idea=OuterRef("idea"))
    seen = on_boards_seen_by(viewer, path="idea__board__")
    standing = Answer.objects.filter(seen, ~Exists(newer))
    return standing.order_by("-answered_at", "-pk")


def columns(viewer: Member | None, board: Board | None) -> list[Column]:
    """In four queries whatever stands on it."""
    found = {status: _decided(status, viewer, board) for status in SHOWN}
    wanted = [pk for keys in found.values() for pk in keys]
    ideas = Idea.objects.filter(pk__in=wanted).places()
    rows = {row.pk: row for row in rows_of(Page(list(ideas), "")).rows}
    return [
        Column(
            status,
            [rows[pk] for pk in keys[: SHOWN[status]] if pk in rows],
            len(keys) > SHOWN[status],
        )
        for status, keys in found.items()
    ]


def _decided(status: Status, viewer: Member | None, board: Board | None) -> list[int]:
    answers = standing_answers(viewer).filter(status=status, idea__status=status)
    if board:
        answers = answers.filter(idea__board=board)
    return list(answers.values_list("idea", flat=True)[: SHOWN[status] + 1])
