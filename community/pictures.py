"""What somebody uploads as a picture is drawn anew: its pixels stay, and nothing else.

What else a file may hold (where it was taken, a script, another file behind the first)
does not come through.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from community.errors import NoPicture

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 24_000_000
LARGEST_KEPT = 600_000  # bytes; see Picture
UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Drawn:
    """A picture as it will be kept."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def draw_logo(file: IO[bytes]) -> Drawn:
    """Within 512 pixels, as PNG, which every browser takes as an icon too.

    Raises NoPicture with what is wrong with the file.
    """
    return _drawn(file, within=(512, 512), kind="png")


def draw_picture(file: IO[bytes]) -> Drawn:
    """Within 1600 by 900 pixels, as WebP. Raises NoPicture."""
    return _drawn(file, within=(1600, 900), kind="webp")


def _drawn(file: IO[bytes], *, within: tuple[int, int], kind: str) -> Drawn:
    data = file.read(MOST_BYTES + 1)
    _refuse_at_sight(data)
    image = _decoded(data, within=within)
    image.thumbnail(within, Image.Resampling.LANCZOS)
    for smaller in (1, 2, 4):
        size = (max(1, image.width // smaller), max(1, image.height // smaller))
        tried = image if smaller == 1 else image.resize(size)
        content = _encoded(tried, kind)
        if len(content) <= LARGEST_KEPT:
            return Drawn(content, kind, *tried.size)
    raise NoPicture(_("This picture has too much in it. Try a simpler one."))


def _refuse_at_sight(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise NoPicture(_("This file is larger than 5 MB. Save it smaller."))
    if b"<svg" in data[:2000].lower():
        raise NoPicture(
            _(
                "An SVG can carry scripts, so it is not taken. "
                "Save it as PNG, 512 pixels or more."
            )
        )


def _decoded(data: bytes, *, within: tuple[int, int]) -> Image.Image:
    """The first picture in it, the right way up; the size is judged before it is unpacked."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            opened.draft("RGB", within)  # a JPEG need not be unpacked in full
            upright = ImageOps.exif_transpose(opened)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except BOMBS as trouble:
        raise NoPicture(
            _("This picture has more than 24 million pixels. Save it smaller.")
        ) from trouble
    except UNREADABLE as trouble:
        raise NoPicture(
            _("This is no picture that we can read. PNG, JPEG and WebP are.")
        ) from trouble


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, optimize=True, quality=82, method=4)
    return out.getvalue()
