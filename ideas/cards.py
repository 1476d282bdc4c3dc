"""The rows of a list. Its cards look the same to all who stand to an idea alike: they are
drawn once in an edition."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.keeping import kept_each
from community.models import Member
from community.paging import Page
from community.requests import viewer_of
from ideas.models import Idea, Vote


@dataclass(frozen=True)
class Row:
    """An idea's place in a list."""

    pk: int
    author: int


@dataclass(frozen=True)
class Rows:
    """A page of places, and the cursor of the next page or nothing."""

    rows: list[Row]
    cursor: str


def rows_of(page: Page[Idea]) -> Rows:
    return Rows([Row(each.pk, each.author_id) for each in page.rows], page.cursor)


def cards(request: HttpRequest, rows: list[Row], *, edition: int) -> list[SafeString]:
    """Their cards as this viewer sees them, drawn in at most three queries."""
    viewer = viewer_of(request)
    voted = _voted(viewer, rows)
    names = {
        row.pk: ("card", edition, row.pk, _stands(viewer, row, voted)) for row in rows
    }

    def draw(missing: list[int]) -> dict[int, SafeString]:
        ideas = Idea.objects.for_list(viewer).filter(pk__in=missing)
        return {idea.pk: _card(request, idea) for idea in ideas}

    drawn = kept_each(names, make=draw)
    return [drawn[row.pk] for row in rows if row.pk in drawn]


def _card(request: HttpRequest, idea: Idea) -> SafeString:
    card = render_to_string("ideas/_card.html", {"idea": idea}, request)
    return SafeString(card.strip())


def _voted(viewer: Member | None, rows: list[Row]) -> set[int]:
    if viewer is None:
        return set()
    votes = Vote.objects.filter(member=viewer, idea__in=[row.pk for row in rows])
    return set(votes.values_list("idea", flat=True))


def _stands(viewer: Member | None, row: Row, voted: set[int]) -> str:
    if viewer is None:
        return "visitor"
    if row.author == viewer.pk:
        return "author"
    return "voter" if row.pk in voted else "member"
