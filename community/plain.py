"""What a name or a title may be made of, and whether a text shows anything at all."""

import re
import unicodedata

# Controls, and what turns the direction of whatever stands behind it.
TURNS = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u206f\ufeff]+"
)
BREAKS = re.compile("[\t\n\v\f\r\u0085\u2028\u2029]+")
BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}  # letters without a shape
SHAPELESS = ("C", "M", "Z")  # controls and formats, marks upon nothing, spaces


def plain_line(text: str) -> str:
    """The text on one line, without what shows nothing or turns what follows; empty where
    nothing of it shows."""
    line = TURNS.sub("", BREAKS.sub(" ", text)).strip()
    return line if shows(line) else ""


def shows(text: str) -> bool:
    """Whether anybody would see something of it."""
    return any(
        letter not in BLANKS and unicodedata.category(letter)[0] not in SHAPELESS
        for letter in text
    )
