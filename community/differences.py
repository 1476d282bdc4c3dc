"""What changed between two texts, word by word. Pure: no rows, no pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MANY = 400  # pieces on each side, from which comparing them takes noticeably long


@dataclass(frozen=True)
class Piece:
    """Some text that stayed (`same`), was taken out (`gone`) or was added (`new`)."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: those not `new` make up the first, those not
    `gone` the second.

    By words; what is long and differs widely by lines, and at last as a whole, so that
    no text takes long.
    """
    return list(_joined(_compare(before, after, [WORDS, LINES])))


def _compare(
    before: str, after: str, grains: list[re.Pattern[str]]
) -> Iterator[tuple[str, str]]:
    """Kind and text, neighbours not yet joined."""
    if not grains:
        yield from [("gone", before), ("new", after)]
        return
    old, new = grains[0].findall(before), grains[0].findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old = old[head : len(old) - tail]
    middle_new = new[head : len(new) - tail]
    yield "same", "".join(old[:head])
    if max(len(middle_old), len(middle_new)) > MANY:
        yield from _compare("".join(middle_old), "".join(middle_new), grains[1:])
    else:
        yield from _matched(middle_old, middle_new)
    yield "same", "".join(old[len(old) - tail :])


def _common(old: list[str], new: list[str]) -> int:
    """How many they begin with alike."""
    pairs = zip(old, new, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new))
    )


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[a:b])
        else:
            yield "gone", "".join(old[a:b])
            yield "new", "".join(new[c:d])


def _joined(pieces: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    kind, text = "", ""
    for each, words in pieces:
        if words and each == kind:
            text += words
        elif words:
            if text:
                yield Piece(kind, text)
            kind, text = each, words
    if text:
        yield Piece(kind, text)
