"""Colours of the house: which can be read on what, and the nearest one that can.

Contrast is that of WCAG 2.2 (its definitions of relative luminance and contrast ratio,
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); a colour is moved in OKLCH, where the
same hue at another lightness looks like the same colour (Ottosson, "A perceptual color
space for image processing", 2020).
"""

import math
import re
from dataclasses import dataclass

TEXT = 4.5  # WCAG 2.2, 1.4.3; the focus ring needs 3 (1.4.11), which is less
HEX = re.compile(r"#[0-9a-f]{6}")
STEP = 0.001
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Theme:
    """What an accent stands on (as in tokens.css), and which way it finds contrast."""

    surfaces: dict[str, str]
    wash: tuple[float, float]  # lightness and most chroma of the tint behind it
    on_accent: tuple[float, float]
    step: float


LIGHT = Theme(
    surfaces={
        "paper": "#fbf9f5",
        "sheet": "#ffffff",
        "sunk": "#f3efe8",
        "spark-wash": "#fdf1c9",
    },
    wash=(0.947, 0.016),
    on_accent=(1.0, 0.0),
    step=-STEP,
)
DARK = Theme(
    surfaces={
        "paper": "#191714",
        "sheet": "#221f1b",
        "sunk": "#12100e",
        "spark-wash": "#382d14",
    },
    wash=(0.285, 0.03),
    on_accent=(0.21, 0.04),
    step=STEP,
)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """How bright it is: 0 for black, 1 for white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def wash_of(accent: str, theme: Theme) -> str:
    """The faint tint of an accent that stands behind it."""
    return _tint(accent, theme.wash)


def written_on(accent: str, theme: Theme) -> str:
    """The colour of a word on the accent."""
    return _tint(accent, theme.on_accent)


def least_contrast(accent: str, theme: Theme) -> float:
    """The worst that a reader meets: as a link on each surface, under a word, as a ring."""
    grounds = [*theme.surfaces.values(), wash_of(accent, theme)]
    return min(contrast(accent, each) for each in [*grounds, written_on(accent, theme)])


def pair(light: str, dark: str) -> tuple[str, str]:
    """An accent for each theme; the one that nobody chose is the other's nearest."""
    return light or nearest(dark, LIGHT), dark or nearest(light, DARK)


def can_be_read(accent: str, theme: Theme) -> bool:
    return least_contrast(accent, theme) >= TEXT


def nearest(accent: str, theme: Theme) -> str:
    """The colour itself where it can be read, else the same hue just dark or light enough."""
    lightness, chroma, hue = _to_oklch(accent)
    while not can_be_read(accent, theme):
        lightness = min(1.0, max(0.0, lightness + theme.step))
        accent = _to_hex(lightness, chroma, hue)
    return accent


def _tint(accent: str, of: tuple[float, float]) -> str:
    lightness, most = of
    _, chroma, hue = _to_oklch(accent)
    return _to_hex(lightness, min(chroma, most), hue)


def _linear(colour: str) -> Triple:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return red, green, blue


def _to_oklch(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    mid = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _to_rgb(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )


def _to_hex(lightness: float, chroma: float, hue: float) -> str:
    """As a screen can show it: with less chroma where there is no such colour."""
    while chroma > 0 and not _is_shown(_to_rgb(lightness, chroma, hue)):
        chroma = max(0.0, chroma - STEP)
    return "#" + "".join(
        f"{round(255 * _encoded(part)):02x}" for part in _to_rgb(lightness, chroma, hue)
    )


def _is_shown(parts: Triple) -> bool:
    return all(-STEP / 10 <= part <= 1 + STEP / 10 for part in parts)


def _encoded(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
