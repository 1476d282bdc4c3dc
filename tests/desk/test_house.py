"""The firm's house at the desk: refused with a reason, looked at before it is saved."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.actions.firm import set_up_firm
from community.models import Board, Firm, LegalPage, Picture
from tests.community.test_house_pictures import SVG, a_file
from tests.makers import make_administrator, make_board, make_colleague
from tests.pages.conftest import signed_in

PAGE, PREVIEW = "admin:community_firm_change", "admin:firm-preview"
SAID = {
    "name": "Nessel",
    "tagline": "",
    "promise": "",
    "imprint": "",
    "domains": "",
    "accent": "",
    "accent_dark": "",
    "footer": "",
}


@pytest.fixture
def desk() -> Client:
    set_up_firm(name="Nessel")
    return signed_in(make_administrator())


def save(desk: Client, **changes: Any) -> Any:
    return desk.post(reverse(PAGE, args=[1]), SAID | changes)


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_colour_that_cannot_be_read_is_refused_in_the_form(desk: Client) -> None:
    page = save(desk, accent="#3584E4").content.decode()

    assert "#3584e4 has 3.2:1 where 4.5:1 can be read" in page
    assert "The nearest that passes is #186bc9" in page
    assert Firm.current().accent == ""


@pytest.mark.parametrize("colour", ["red", "#12345", "#1d4a9e;}", "url(x)"])
def test_what_is_no_colour_is_refused(desk: Client, colour: str) -> None:
    assert save(desk, accent=colour).status_code == 200
    assert Firm.current().accent == ""


def test_colours_reach_every_page_by_a_sheet_of_their_own(desk: Client) -> None:
    save(desk, accent="#8a1c5a")

    page = Client().get("/").content.decode()
    light, dark = Firm.current().accents or ("", "")
    sheet = f"/house/{light[1:]}-{dark[1:]}.css"
    assert f'<link rel="stylesheet" href="{sheet}">' in page
    response = Client().get(sheet)
    assert f"--accent: light-dark({light}, {dark})" in response.content.decode()
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/css")


def test_a_logo_is_drawn_anew_and_is_the_icon_too(desk: Client) -> None:
    save(desk, new_logo=upload(a_file().read()))

    url = Picture.objects.get().get_absolute_url()
    page = Client().get("/").content.decode()
    assert f'<link rel="icon" href="{url}">' in page
    assert f'<img class="logo" src="{url}" width="40" height="40" alt="">' in page
    response = Client().get(url)
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_wide_logo_stands_in_the_place_of_the_name(desk: Client) -> None:
    save(desk, new_logo=upload(a_file(size=(400, 80)).read()))

    page = Client().get("/").content.decode()
    assert 'alt="Nessel"' in page
    assert "mark.svg" in page


def test_an_svg_is_refused_with_the_reason(desk: Client) -> None:
    page = save(desk, new_logo=upload(SVG, "logo.svg")).content.decode()

    assert "An SVG can carry scripts" in page
    assert not Picture.objects.exists()


def test_a_logo_stays_until_it_is_cleared(desk: Client) -> None:
    save(desk, new_logo=upload(a_file().read()))
    save(desk)
    assert Firm.current().logo

    save(desk, **{"new_logo-clear": "on"})
    assert Firm.current().logo is None
    assert not Picture.objects.exists()


def test_a_preview_shows_what_is_not_saved(desk: Client) -> None:
    said = SAID | {
        "name": "Nettle",
        "accent": "#8a1c5a",
        "footer": "Shop | https://shop.example.com",
        "new_logo": upload(a_file().read()),
    }
    page = desk.post(reverse(PREVIEW), said).content.decode()

    assert "Nothing is saved yet" in page
    assert "Nettle" in page
    assert "/house/8a1c5a-" in page
    assert 'src="data:image/png;base64,' in page
    assert '<a href="https://shop.example.com">Shop</a>' in page
    assert "Sign in" in page
    assert Firm.current().name == "Nessel"
    assert not Picture.objects.exists()
    assert "Nettle" not in Client().get("/").content.decode()


def test_a_preview_of_what_is_refused_says_why(desk: Client) -> None:
    page = desk.post(reverse(PREVIEW), SAID | {"accent": "#ffff00"}).content.decode()

    assert "The nearest that passes" in page
    assert Firm.current().accent == ""


def test_only_administrators_look_ahead() -> None:
    set_up_firm(name="Nessel")
    colleague = signed_in(make_colleague())

    assert colleague.post(reverse(PREVIEW), SAID).status_code == 403


def test_a_line_of_the_footer_that_leads_nowhere_is_refused(desk: Client) -> None:
    page = save(desk, footer="Shop | javascript:alert(1)").content.decode()

    assert "leads nowhere" in page
    assert Firm.current().footer == ""


def test_the_desk_says_which_address_is_set(desk: Client, settings: Any) -> None:
    settings.BASE_URL = "https://community.nessel.example"

    page = desk.get(reverse(PAGE, args=[1])).content.decode()

    assert "https://community.nessel.example" in page


def test_a_legal_page_is_written_at_the_desk_and_found_in_the_footer(
    desk: Client,
) -> None:
    said = {"title": "Terms", "slug": "terms", "text": "# Kindness", "position": 0}
    rows = {
        f"versions-{name}": 0
        for name in ["TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"]
    }
    address = reverse("admin:community_legalpage_add")
    desk.post(address, said | rows | {"is_published": "on"})

    page = LegalPage.objects.get()
    assert page.get_absolute_url() in Client().get("/").content.decode()
    shown = Client().get(page.get_absolute_url()).content.decode()
    assert "<h2>Kindness</h2>" in shown


def test_a_board_s_picture_is_for_those_who_see_the_board(desk: Client) -> None:
    board = make_board("Kettles", visibility=Board.Visibility.MEMBERS)
    said = {"name": "Kettles", "phase": "use", "position": 0, "visibility": "members"}
    place = reverse("admin:community_board_change", args=[board.pk])
    desk.post(place, said | {"new_picture": upload(a_file().read())})

    url = Picture.objects.get().get_absolute_url()
    assert Client().get(url).status_code == 404
    assert desk.get(url).status_code == 200
