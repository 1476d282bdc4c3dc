"""Pictures as they come in, and where they stand in what people write. No rows."""

import io
import re
import struct
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from community.errors import BadPicture
from community.models.attachment import LONGEST_EDGE

LARGEST = 8_000_000  # bytes of the file
# More are not even decoded; a JPEG can be decoded smaller at once.
MOST_PIXELS = {
    "JPEG": 50_000_000,
    "MPO": 50_000_000,  # a JPEG with another behind it, as telephones write it
    "PNG": 25_000_000,
    "WEBP": 25_000_000,
    "GIF": 25_000_000,
}
FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
DRAWN = {"PNG", "GIF"}  # of few colours: kept without loss, unless that is large
LARGE = 1_500_000  # bytes

PLACE = "/pictures/"
NAME = r"[0-9a-f]{32}-(\d{1,4})x(\d{1,4})"
ADDRESS = re.compile(rf"{PLACE}({NAME})\.webp")
SHOWN_AT = re.compile(rf"[(<]{PLACE}({NAME})\.webp")
IN_WORDS = re.compile(rf"!\[([^\]]{{0,400}})\]\({PLACE}({NAME})\.webp\)")


UNREADABLE = (
    *(OSError, ValueError, SyntaxError, EOFError, MemoryError),
    *(TypeError, KeyError, struct.error),  # Pillow's, of a picture's words about itself
)


@dataclass(frozen=True)
class Picture:
    """A picture that is safe to show, as WebP."""

    data: bytes
    width: int
    height: int


def made_anew(file: IO[bytes]) -> Picture:
    """A picture for what somebody writes: of 2,000 pixels at most, as WebP.

    Raises BadPicture.
    """
    pixels, is_drawn = pixels_of(file, within=(LONGEST_EDGE, LONGEST_EDGE))
    return _encoded(pixels, is_drawn=is_drawn)


def pixels_of(file: IO[bytes], *, within: tuple[int, int]) -> tuple[Image.Image, bool]:
    """Decode a picture: upright, no larger than `within`, of a moving one the first
    frame, and nothing beside the pixels (place, camera, profile). And whether its kind is
    for what is drawn and not taken.

    How large it is, in bytes and in pixels, is known before it is decoded. Raises
    BadPicture.
    """
    if file.seek(0, io.SEEK_END) > LARGEST:
        raise BadPicture(_("That file is larger than 8 MB: choose a smaller one."))
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as image:
                return _bare(image, within=within), image.format in DRAWN
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        told = _("That is no picture we can read: choose a JPEG, PNG, WebP or GIF.")
        raise BadPicture(told) from error


def names_in(text: str) -> dict[str, str]:
    """The pictures that stand in a text, however it is written, each with what it says in
    words."""
    said = {found[2]: found[1].strip() for found in IN_WORDS.finditer(text)}
    return {found[1]: said.get(found[1], "") for found in SHOWN_AT.finditer(text)}


def _bare(image: Image.Image, *, within: tuple[int, int]) -> Image.Image:
    if image.width * image.height > MOST_PIXELS[str(image.format)]:
        raise _too_many_pixels()
    image.draft("RGB", within)
    upright = _upright(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    pixels = upright.convert(mode)
    pixels.thumbnail(within, Image.Resampling.LANCZOS)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _upright(image: Image.Image) -> Image.Image:
    """As its own words say; a good picture with bad words stays as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except UNREADABLE:
        return image


def _encoded(pixels: Image.Image, *, is_drawn: bool) -> Picture:
    data = _webp(pixels, lossless=True, quality=50, method=2) if is_drawn else b""
    if not data or len(data) > LARGE:
        data = _webp(pixels, quality=82, method=4)
    return Picture(data, *pixels.size)


def _webp(pixels: Image.Image, **options: int) -> bytes:
    file = io.BytesIO()
    pixels.save(file, "WEBP", **options)
    return file.getvalue()


def _too_many_pixels() -> BadPicture:
    return BadPicture(
        _(
            "That picture has too many pixels: at most 50 million in a JPEG, 25 million in "
            "any other."
        )
    )
