"""Which rule places a conversation, and why: pure, told in words a person reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Said:
    """What a rule may look at; board and source by their keys."""

    board: str | None
    source: str
    kind: str
    text: str


@dataclass(frozen=True)
class Condition:
    """A rule as matching sees it. Board, source and kind are (key, name) or None."""

    board: tuple[str, str] | None = None
    source: tuple[str, str] | None = None
    kind: tuple[str, str] | None = None
    words: tuple[str, ...] = ()


def reason_to_match(rule: Condition, said: Said) -> str | None:
    """Why the rule places it, for example “on the board Grinders”; None if it does not."""
    wanted = [(rule.board, said.board), (rule.source, said.source)]
    wanted.append((rule.kind, said.kind))
    if any(asked and asked[0] != actual for asked, actual in wanted):
        return None
    word = first_word(rule.words, said.text)
    if rule.words and word is None:
        return None
    return _reason(rule, word)


def first_match(rules: Iterable[Condition], said: Said) -> tuple[int, str] | None:
    """The place of the first rule that matches, with its reason."""
    for place, rule in enumerate(rules):
        reason = reason_to_match(rule, said)
        if reason is not None:
            return place, reason
    return None


def first_word(words: Iterable[str], text: str) -> str | None:
    """The first of the words that stands in the text, from the beginning of a word."""
    for word in words:
        parts = [re.escape(part) for part in word.split()]
        if parts and re.search(r"(?<!\w)" + r"\s+".join(parts), text, re.IGNORECASE):
            return " ".join(word.split())
    return None


def promise(since: datetime, *, working_days: int) -> datetime:
    """The moment that many working days (Monday to Friday) later."""
    due = since
    for _day in range(working_days):
        due += timedelta(days=1)
        while due.weekday() >= 5:
            due += timedelta(days=1)
    return due


def _reason(rule: Condition, word: str | None) -> str:
    parts = []
    if rule.board:
        parts.append(_("on the board %(name)s") % {"name": rule.board[1]})
    if rule.source:
        parts.append(_("from %(name)s") % {"name": rule.source[1]})
    if rule.kind:
        parts.append(_("kind: %(name)s") % {"name": rule.kind[1]})
    if word:
        parts.append(_("says “%(word)s”") % {"word": word})
    return ", ".join(parts) or _("everything comes here")
