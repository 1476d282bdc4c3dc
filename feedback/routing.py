"""Which rule places a conversation, and why: pure, told in words a person reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Said:
    """What a rule may look at."""

    board: str | None
    source: str
    kind: str
    words: str


class Rule(Protocol):
    """What routing needs of a rule; names are None or "" where it does not narrow."""

    @property
    def board_name(self) -> str | None: ...
    @property
    def source_name(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def kind_name(self) -> str: ...
    @property
    def words(self) -> list[str]: ...


def reason_to_match(rule: Rule, said: Said) -> str | None:
    """Why the rule places it, for example “on the board Grinders”; None if it does not."""
    if rule.board_name is not None and rule.board_name != said.board:
        return None
    if rule.source_name is not None and rule.source_name != said.source:
        return None
    if rule.kind and rule.kind != said.kind:
        return None
    word = first_word(rule.words, said.words)
    if rule.words and word is None:
        return None
    return _reason(rule, word)


R = TypeVar("R", bound="Rule")


def first_match(rules: Iterable[R], said: Said) -> tuple[R, str] | None:
    """The first rule that matches, with its reason."""
    for rule in rules:
        reason = reason_to_match(rule, said)
        if reason is not None:
            return rule, reason
    return None


def first_word(words: Iterable[str], text: str) -> str | None:
    """The first of the words that stands in the text, from the beginning of a word."""
    for word in words:
        wanted = " ".join(word.split())
        if not wanted:
            continue
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, wanted.split()))
        if re.search(pattern, text, re.IGNORECASE):
            return wanted
    return None


def promise(since: datetime, *, working_days: int) -> datetime:
    """The moment that many working days (Monday to Friday) later."""
    due = since
    for _day in range(working_days):
        due += timedelta(days=1)
        while due.weekday() >= 5:
            due += timedelta(days=1)
    return due


def _reason(rule: Rule, word: str | None) -> str:
    parts = []
    if rule.board_name is not None:
        parts.append(_("on the board %(name)s") % {"name": rule.board_name})
    if rule.source_name is not None:
        parts.append(_("from %(name)s") % {"name": rule.source_name})
    if rule.kind:
        parts.append(_("kind: %(name)s") % {"name": rule.kind_name})
    if word:
        parts.append(_("says “%(word)s”") % {"word": word})
    return ", ".join(parts) or _("everything comes here")
