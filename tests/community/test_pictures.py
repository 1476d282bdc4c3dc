"""A picture is made anew: small enough, upright, of pixels alone, and never a bomb."""

import io
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image, ImageOps

from community.errors import BadPicture
from community.pictures import made_anew, names_in
from tests.makers import make_picture

NAME = "0" * 32 + "-60x40"


def sent(image: Image.Image, kind: str, **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file


def opened(file: io.BytesIO) -> Image.Image:
    return Image.open(io.BytesIO(made_anew(file).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_webp(kind: str) -> None:
    picture = made_anew(io.BytesIO(make_picture((60, 40), kind)))
    shown = Image.open(io.BytesIO(picture.data))
    assert (shown.format, shown.size) == ("WEBP", (60, 40))
    assert (picture.width, picture.height) == (60, 40)
    red, green, blue = shown.convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert red > 150 > green > blue


def test_the_longest_edge_is_two_thousand_pixels() -> None:
    assert opened(io.BytesIO(make_picture((4000, 100), "JPEG"))).size == (2000, 50)
    assert opened(io.BytesIO(make_picture((10, 3000)))).size == (7, 2000)


def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Kanarienkamera", {1: "N"}
    image = Image.new("RGB", (60, 40), "red")
    for kind in ["JPEG", "PNG", "WEBP"]:
        file = sent(image, kind, exif=exif, icc_profile=b"kanarien" * 20)
        assert b"anarien" in file.getvalue() or kind == "PNG"

        data = made_anew(file).data

        shown = Image.open(io.BytesIO(data))
        assert shown.size == (40, 60)
        assert not shown.getexif()
        assert {"exif", "xmp", "icc_profile"} & shown.info.keys() == set()
        assert b"anarien" not in data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_whatever_the_colours_are_it_can_be_shown(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(sent(Image.new(mode, (9, 9)), kind)).size == (9, 9)


def test_what_shines_through_still_does() -> None:
    clear = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
    assert opened(sent(clear, "PNG")).getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_of_a_moving_one_the_first_frame_stays() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ["red", "blue", "lime"]]
    for kind in ["GIF", "WEBP"]:
        file = sent(frames[0], kind, save_all=True, append_images=frames[1:])
        shown = opened(file)
        assert getattr(shown, "n_frames", 1) == 1
        assert shown.convert("RGB").getpixel((4, 4))[0] > 200  # type: ignore[index]


def bomb(width: int, height: int) -> bytes:
    """A PNG that is a few bytes and claims to be this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "too many pixels": (bomb(50_000, 50_000), "50 million"),
    "a few too many": (bomb(5_100, 5_000), "25 million"),
    "one long line": (bomb(2**31 - 1, 1), "50 million|no picture"),
    "half of it": (make_picture((900, 900))[:200], "no picture"),
    "no bytes": (b"", "no picture"),
    "text": (b"<svg onload=alert(1)>", "no picture"),
    "a page": (b"GIF89a<script>alert(1)</script>", "no picture"),
    "too large": (b"x" * 8_000_001, "8 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_none_or_a_bomb_is_refused_quickly(name: str) -> None:
    data, why = REFUSED[name]
    began = time.process_time()
    with pytest.raises(BadPicture, match=why):
        made_anew(io.BytesIO(data))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM"])
def test_no_other_kind_is_even_tried(kind: str) -> None:
    with pytest.raises(BadPicture):
        made_anew(io.BytesIO(make_picture((9, 9), kind)))


def test_a_large_photograph_is_no_bomb() -> None:
    photograph = made_anew(io.BytesIO(make_picture((8000, 6000), "JPEG")))
    assert (photograph.width, photograph.height) == (2000, 1500)


def test_words_that_begin_many_pictures_take_no_time() -> None:
    began = time.process_time()
    assert names_in("![" * 10_000) == {}
    assert time.process_time() - began < 0.5


def test_pictures_are_found_in_words() -> None:
    text = f"a ![ the lid ](/pictures/{NAME}.webp) b ![x](https://a/b.png)"
    assert names_in(text) == {NAME: "the lid"}


def test_a_telephone_s_picture_with_another_behind_it_is_one() -> None:
    two = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (30, 20), "blue")
    file = sent(two[0], "MPO", save_all=True, append_images=[two[1]])
    assert opened(file).size == (60, 40)


def test_what_is_wrong_in_its_words_about_itself_does_not_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_image: Image.Image) -> Image.Image:
        raise struct.error("Pillow, of damaged words")

    monkeypatch.setattr(ImageOps, "exif_transpose", fails)
    assert opened(io.BytesIO(make_picture((60, 40), "JPEG"))).size == (60, 40)


@pytest.mark.parametrize(
    "words",
    [
        f"![Figure [1]](/pictures/{NAME}.webp)",
        f"![x](</pictures/{NAME}.webp>)",
        f'![x](/pictures/{NAME}.webp "title")',
    ],
)
def test_pictures_are_found_however_they_are_written(words: str) -> None:
    assert set(names_in(words)) == {NAME}
