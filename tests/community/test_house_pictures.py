"""What is uploaded as a picture is drawn anew, or refused with the reason."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from community.actions.firm import open_board, set_up_firm
from community.errors import BadPicture
from community.house_pictures import Drawn, draw_logo, draw_picture
from community.models import Picture

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


def a_file(
    kind: str = "PNG", size: tuple[int, int] = (40, 40), **options: Any
) -> BytesIO:
    mode = "RGB" if kind == "JPEG" else "RGBA"
    out = BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    out.seek(0)
    return out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_three_kinds_of_picture_are_taken(kind: str) -> None:
    logo = draw_logo(a_file(kind, (2000, 500)))

    assert (logo.kind, logo.width, logo.height) == ("png", 512, 128)
    with Image.open(BytesIO(logo.content)) as drawn:
        assert drawn.format == "PNG"
        assert drawn.size == (512, 128)


def test_a_board_s_picture_is_kept_smaller() -> None:
    drawn = draw_picture(a_file(size=(3200, 900)))

    assert (drawn.kind, drawn.width, drawn.height) == ("webp", 1600, 450)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (BytesIO(SVG), "SVG can carry scripts"),
        (BytesIO(b"\x89PNG\r\n\x1a\nnothing"), "no picture we can read"),
        (BytesIO(b""), "no picture we can read"),
        (BytesIO(b"x" * 8_000_001), "larger than 8 MB"),
    ],
)
def test_anything_else_is_refused_with_the_reason(file: BytesIO, reason: str) -> None:
    with pytest.raises(BadPicture, match=reason):
        draw_logo(file)


def test_only_the_pixels_come_through() -> None:
    """Where it was taken, and what somebody hung behind it, stay out."""
    exif = Image.Exif()
    exif[0x010E] = "taken at the harbour"
    file = a_file("JPEG", exif=exif)
    file.seek(0, 2)
    file.write(b"<script>alert(1)</script>")
    file.seek(0)

    content = draw_picture(file).content

    assert b"harbour" not in content
    assert b"script" not in content


def test_a_picture_that_lies_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    assert draw_picture(a_file("JPEG", (60, 20), exif=exif)).height == 60


def test_the_same_picture_is_kept_once_and_forgotten_with_its_last_use() -> None:
    logo = draw_logo(a_file())
    set_up_firm(name="Nessel", logo=logo)
    board = open_board("Kettles", picture=logo)
    assert Picture.objects.count() == 1

    set_up_firm(name="Nessel", logo=False)
    assert Picture.objects.get() == board.picture
    open_board("Kettles")
    assert Picture.objects.exists()
    open_board("Kettles", picture=False)
    assert not Picture.objects.exists()


def test_a_name_is_what_is_in_it() -> None:
    one, other = Drawn(b"a", "png", 1, 1), Drawn(b"b", "png", 1, 1)

    assert one.digest != other.digest
