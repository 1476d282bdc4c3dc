"""The rows of a list. Its cards look the same to all who stand to an idea alike: they are
drawn once for each version of it."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce
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
    version: str


@dataclass(frozen=True)
class Rows:
    """A page of places, and the cursor of the next page or nothing."""

    rows: list[Row]
    cursor: str


def rows_of(page: Page[Idea]) -> Rows:
    """Of ideas read as `places()`."""
    rows = [Row(each.pk, each.author_id, _version(each)) for each in page.rows]
    return Rows(rows, page.cursor)


def cards(request: HttpRequest, rows: list[Row]) -> list[SafeString]:
    """Their cards as this viewer sees them, drawn in at most three queries."""
    viewer = viewer_of(request)
    voted = _voted(viewer, rows)
    names = {
        row.pk: ("card", row.pk, row.version, _stands(viewer, row, voted))
        for row in rows
    }

    def draw(missing: list[int]) -> dict[int, SafeString]:
        ideas = Idea.objects.for_list(viewer).filter(pk__in=missing)
        return {idea.pk: _card(request, idea) for idea in ideas}

    drawn = kept_each(names, make=draw)
    return [drawn[row.pk] for row in rows if row.pk in drawn]


def _card(request: HttpRequest, idea: Idea) -> SafeString:
    # Without the request: what every page shows beside it is not worked out for each.
    said = {"idea": idea, "user": request.user}
    return SafeString(render_to_string("ideas/_card.html", said).strip())


def _version(idea: Idea) -> str:
    return str(idea.version)  # type: ignore[attr-defined]


def _voted(viewer: Member | None, rows: list[Row]) -> set[int]:
    if viewer is None:
        return set()
    shown = [row.pk for row in rows]
    votes = Vote.objects.filter(
        Q(idea__in=shown) | Q(idea__merged_into__in=shown), member=viewer
    )
    return set(votes.values_list(Coalesce("idea__merged_into", "idea"), flat=True))


def _stands(viewer: Member | None, row: Row, voted: set[int]) -> str:
    if viewer is None:
        return "visitor"
    if row.author == viewer.pk:
        return "author"
    return "voter" if row.pk in voted else "member"
