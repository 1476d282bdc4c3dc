from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.keeping import kept
from community.open_pages import open_page
from community.requests import edition_of, viewer_of
from ideas.cards import cards_by_key
from ideas.forms import FilterForm
from ideas.roadmap import columns


@open_page
def roadmap(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    wish = FilterForm(request.GET, viewer=viewer)
    board = wish.value("board") or None
    found = kept(
        *("roadmap", edition_of(request), viewer is None, board and board.pk),
        make=lambda: columns(viewer, board),
    )
    cards = cards_by_key(request, [row for column in found for row in column.rows])
    shown = [
        (column, [cards[row.pk] for row in column.rows if row.pk in cards])
        for column in found
    ]
    page = {"wish": wish, "board": board, "columns": shown}
    return render(request, "ideas/roadmap.html", page)
