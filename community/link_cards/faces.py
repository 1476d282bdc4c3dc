"""The site's own typefaces, for drawing: each letter from the first font that has it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parent.parent / "static/community/fonts"
SANS = ["commissioner-latin.woff2", "commissioner-latin-ext.woff2"]
SERIF = ["newsreader-latin-normal.woff2", "newsreader-latin-ext-normal.woff2"]
NO_LETTER = "\ufffe"  # is one in no font: what is drawn for it stands for all missing
INVISIBLE = {"Cc", "Cf"}


class NoGlyph(Exception):
    """A letter that none of the fonts has."""


@dataclass(frozen=True)
class Run:
    """Letters that one font draws."""

    text: str
    font: ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Line:
    """What is written from a place on its base line."""

    text: str
    place: tuple[float, float]
    ink: str


class Face:
    """A family in a size and a weight."""

    def __init__(self, names: list[str], size: int, weight: int) -> None:
        self.size = size
        self.fonts = [_font(name, size, weight) for name in names]
        self._letters = [_has_letter(name) for name in names]
        self._known: dict[str, ImageFont.FreeTypeFont] = {}

    def runs(self, text: str) -> list[Run]:
        """Raises NoGlyph."""
        found: list[Run] = []
        for letter in text:
            font = self._font_of(letter) if letter != " " or not found else None
            if found and font in {None, found[-1].font}:
                found[-1] = Run(found[-1].text + letter, found[-1].font)
            else:
                found.append(Run(letter, font or self.fonts[0]))
        return found

    def width(self, text: str) -> float:
        return sum(run.font.getlength(run.text) for run in self.runs(text))

    def write(self, on: ImageDraw.ImageDraw, line: Line) -> None:
        x, y = line.place
        for run in self.runs(line.text):
            on.text((x, y), run.text, font=run.font, fill=line.ink, anchor="ls")
            x += run.font.getlength(run.text)

    def wrapped(self, text: str, *, width: int, lines: int) -> list[str] | None:
        """In so many lines at most, or None where it takes more."""
        found: list[str] = []
        for word in text.split():
            longer = f"{found[-1]} {word}" if found else word
            if found and self.width(longer) <= width:
                found[-1] = longer
            elif self.width(word) > width or len(found) == lines:
                return None
            else:
                found.append(word)
        return found

    def _font_of(self, letter: str) -> ImageFont.FreeTypeFont:
        if letter not in self._known:
            self._known[letter] = self._look_up(letter)
        return self._known[letter]

    def _look_up(self, letter: str) -> ImageFont.FreeTypeFont:
        for font, has in zip(self.fonts, self._letters, strict=True):
            if letter == " " or has(letter):
                return font
        raise NoGlyph(letter)


def plain(text: str) -> str:
    """One line, composed, without what nobody sees."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(x for x in composed if unicodedata.category(x) not in INVISIBLE)


def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / name, size)
    font.set_variation_by_axes([weight])
    return font


def _has_letter(name: str) -> Callable[[str], bool]:
    """Whether a font has a letter of its own: shaping would put it together of others."""
    font = ImageFont.truetype(FONTS / name, 20, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask(NO_LETTER))
    return lambda letter: bytes(font.getmask(letter)) != missing
