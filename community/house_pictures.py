"""Pictures of the house, a logo or a board's: drawn anew, small enough to be rows."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from community.errors import BadPicture
from community.pictures import pixels_of

LARGEST_KEPT = 600_000  # bytes; see Picture


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

    Raises BadPicture with what is wrong with the file.
    """
    return _drawn(file, within=(512, 512), kind="png")


def draw_picture(file: IO[bytes]) -> Drawn:
    """Within 1600 by 900 pixels, as WebP. Raises BadPicture."""
    return _drawn(file, within=(1600, 900), kind="webp")


def _drawn(file: IO[bytes], *, within: tuple[int, int], kind: str) -> Drawn:
    _refuse_svg(file)
    image, _is_drawn = pixels_of(file, within=within)
    for smaller in (1, 2, 4):
        size = (max(1, image.width // smaller), max(1, image.height // smaller))
        tried = image if smaller == 1 else image.resize(size)
        content = _encoded(tried, kind)
        if len(content) <= LARGEST_KEPT:
            return Drawn(content, kind, *tried.size)
    raise BadPicture(_("This picture has too much in it. Try a simpler one."))


def _refuse_svg(file: IO[bytes]) -> None:
    file.seek(0)
    if b"<svg" in file.read(2000).lower():
        raise BadPicture(
            _(
                "An SVG can carry scripts, so it is not taken. "
                "Save it as PNG, 512 pixels or more."
            )
        )


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, optimize=True, quality=82, method=4)
    return out.getvalue()
