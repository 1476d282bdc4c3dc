"""Three posts at the most stand at the head of a board, in an order."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions.firm import open_board
from community.errors import NotAllowed
from community.house_pictures import draw_picture
from community.models import Board
from ideas.actions.ideas import hide_idea
from ideas.actions.pins import move_pin_up, pin_idea, unpin_idea
from ideas.errors import TooManyPins
from ideas.models import Idea, Pin
from tests.community.test_house_pictures import a_file
from tests.makers import make_board, make_colleague, make_idea, make_member
from tests.pages.conftest import signed_in


@pytest.fixture
def board() -> Board:
    return make_board("Kettles")


def titles(board: Board) -> list[str]:
    return [pin.idea.title for pin in board.pins.order_by("position")]


def pinned(board: Board, *names: str) -> list[Idea]:
    by = make_colleague()
    ideas = [make_idea(name, board=board) for name in names]
    for idea in ideas:
        pin_idea(idea, by=by)
    return ideas


def test_pinning_twice_is_pinning_once(board: Board) -> None:
    (idea,) = pinned(board, "A quiet lid")
    pin_idea(idea, by=make_colleague())

    assert titles(board) == ["A quiet lid"]


def test_a_fourth_is_refused_until_one_is_let_go(board: Board) -> None:
    ideas = pinned(board, "First", "Second", "Third")
    fourth = make_idea("Fourth", board=board)
    with pytest.raises(TooManyPins):
        pin_idea(fourth, by=make_colleague())

    unpin_idea(ideas[0], by=make_colleague())
    pin_idea(fourth, by=make_colleague())

    assert titles(board) == ["Second", "Third", "Fourth"]


def test_what_left_the_list_makes_room(board: Board) -> None:
    ideas = pinned(board, "First", "Second", "Third")
    hide_idea(ideas[1])
    pin_idea(make_idea("Fourth", board=board), by=make_colleague())

    assert titles(board) == ["First", "Third", "Fourth"]


def test_one_moves_up_and_the_first_stays(board: Board) -> None:
    ideas = pinned(board, "First", "Second", "Third")
    move_pin_up(ideas[2], by=make_colleague())
    move_pin_up(ideas[0], by=make_colleague())

    assert titles(board) == ["First", "Third", "Second"]


def test_only_colleagues_pin(board: Board) -> None:
    idea = make_idea(board=board)
    for act in [pin_idea, unpin_idea, move_pin_up]:
        with pytest.raises(NotAllowed):
            act(idea, by=make_member(verified=True))


def test_pinned_posts_stand_first_on_their_board_and_once(
    board: Board, client: Client
) -> None:
    make_idea("Something new", board=board)
    pinned(board, "Read this first")
    make_idea("Newer still", board=board)

    page = client.get("/ideas/", {"board": board.slug, "order": "new"}).content.decode()

    assert page.count("Read this first") == 1
    assert page.index("Pinned") < page.index("Read this first")
    assert page.index("Read this first") < page.index("Newer still")


@pytest.mark.parametrize(
    "wish",
    [{}, {"board": "kettles", "q": "first"}, {"board": "kettles", "kind": "idea"}],
)
def test_elsewhere_they_stand_where_they_would(
    board: Board, client: Client, wish: dict[str, str]
) -> None:
    pinned(board, "Read this first")

    page = client.get("/ideas/", wish).content.decode()

    assert "Read this first" in page
    assert "pinned-title" not in page


def test_what_a_board_is_about_stands_at_its_head(client: Client) -> None:
    open_board(
        "Kettles",
        description="Lids and spouts",
        about="**Not** for teapots.",
        picture=draw_picture(a_file(size=(1600, 400))),
    )
    page = client.get("/ideas/", {"board": "kettles"}).content.decode()

    assert re.search(r'id="list-title">\s*Kettles\s*</h1>', page)
    assert "Lids and spouts" in page
    assert "<strong>Not</strong> for teapots." in page
    assert 'width="1600"' in page
    assert "?board=" in page


def test_a_board_s_page_costs_the_same_for_one_pin_and_three(
    board: Board, client: Client
) -> None:
    pinned(board, "First")
    address = f"/ideas/?board={board.slug}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    queries()  # what is asked once in a process
    few = queries()
    pinned(board, "Second", "Third")

    assert queries() == few


def test_a_colleague_pins_on_the_page_of_the_post(board: Board) -> None:
    idea, desk = make_idea(board=board), signed_in(make_colleague())
    assert "Pin to the head" in desk.get(idea.get_absolute_url()).content.decode()

    desk.post(reverse("ideas:pin", args=[idea.pk]), {"pin": "on"})
    assert Pin.objects.get().idea == idea
    assert "Unpin" in desk.get(idea.get_absolute_url()).content.decode()
    desk.post(reverse("ideas:pin", args=[idea.pk]), {"pin": "off"})
    assert not Pin.objects.exists()


def test_a_member_finds_no_such_button_and_is_refused(board: Board) -> None:
    idea, member = make_idea(board=board), signed_in(make_member())

    assert "Pin to" not in member.get(idea.get_absolute_url()).content.decode()
    member.post(reverse("ideas:pin", args=[idea.pk]), {"pin": "on"})
    assert not Pin.objects.exists()
