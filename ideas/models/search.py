"""Finding ideas by what they say, at a cost that does not grow with how many there are."""

import re
from collections.abc import Iterable, Sequence
from math import prod
from typing import Any, Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from community.unspaced import grams, without_unspaced
from ideas.models.word import Spelling, Word

A_SENTENCE = 24  # words of a text that are looked at
SUBJECT = 6  # and those of them that say what it is about
LOOKED_AT = 150  # ideas that are held against a text: fifteen pages of what is found
A_LOOK = 5  # what it costs to look up one, in ideas that are passed by in an order
# A function, of whose rows PostgreSQL thinks that they are few (community/migrations/0016).
SAYING = "SELECT community_saying(to_tsquery('simple', %s), %s::text[])"
SAYING_GRAMS = "SELECT community_saying_grams(%s::text[], %s::text[])"

Row = TypeVar("Row", bound=models.Model)


class SayingQuerySet(models.QuerySet[Row]):
    """What has a conversation of one of `kinds`, by the words of it."""

    kinds: Sequence[str] = ()

    def search(self, text: str) -> Self:
        """Those who say each word of the text, or what is written nearly like it; and each
        pair of letters of what it says in a script that does not part words."""
        words, pairs = _words(without_unspaced(text)), grams(text)[:A_SENTENCE]
        if not pairs:
            return self._said(Word.objects.near(words), every=True)
        asked = [pairs, list(self.kinds)]
        found = self.filter(conversation__in=RawSQL(SAYING_GRAMS, asked))  # noqa: S611
        return found.search(" ".join(words)) if words else found

    def _said(self, words: list[Spelling], *, every: bool) -> Self:
        """Those that say every word, or one of them, along the cheaper of two ways.

        Few are looked up by their words first; many are met soon enough on the way
        down an order. PostgreSQL guesses which it is without knowing how words begin.
        """
        asked = _asked([word.forms for word in words], " & " if every else " | ")
        kinds = list(self.kinds)
        if _are_few(words, every=every):
            return self.filter(conversation__in=RawSQL(SAYING, [asked, kinds]))  # noqa: S611
        return self.filter(conversation__search=_query(asked))


class SearchQuerySet(SayingQuerySet[Row]):
    """Ideas, problems and experiences, by the words of their conversations."""

    kinds = ("idea", "problem", "experience")

    def relevant(self, text: str) -> Self:
        """The best that `search` finds, with their `relevance` to order them by: higher
        where they say it exactly so, and in the title."""
        return self.held_against(text, among=self.search(text))

    def about(self, text: str) -> Self:
        """Those that say one of the words that the text is about, or nearly one."""
        subject = Word.objects.rarest(_words(text), SUBJECT)
        return self._said(Word.objects.near(subject), every=False)

    def spelled_like(self, text: str) -> Self:
        """Those whose title is spelled nearly like it, the nearest first."""
        near = Q(spelling__gte=0.3) | Q(relevance__gte=0.35)
        nearest = self.held_against(text, among=self.about(text)).filter(near)
        return nearest.order_by("-relevance", "-pk")

    def held_against(self, text: str, *, among: Self) -> Self:
        """The best of those among these, with `spelling` of titles and `relevance`: so many and no
        more, so that a word that half of all ideas say costs what a rare one does."""
        best = among.best_keys()
        exactly = _query(_asked([[word] for word in _words(text)], " | "))
        spelling = TrigramSimilarity("conversation__headline", text)
        return self.filter(pk__in=models.Subquery(best)).annotate(
            spelling=spelling,
            # In double precision, so that a page's cursor says exactly where it ended.
            relevance=Cast(
                SearchRank(F("conversation__search"), exactly) + spelling,
                models.FloatField(),
            ),
        )

    def best_keys(self) -> Any:
        return self.order_by("-best", "-pk").values("pk")[:LOOKED_AT]


def _words(text: str) -> list[str]:
    """Those of three letters or more, if there are any."""
    words = list(dict.fromkeys(re.findall(r"\w+", text.lower())))[:A_SENTENCE]
    return [word for word in words if len(word) > 2] or words


def _are_few(words: list[Spelling], *, every: bool) -> bool:
    """Whether looking up the m ideas that say so costs less than going down an order until
    LOOKED_AT of them are met, LOOKED_AT / (m / all). As if no word went with another."""
    shares = [min(word.ideas / word.of, 1) for word in words]
    share = prod(shares) if every else sum(shares)
    return not words or A_LOOK * share**2 * words[0].of < LOOKED_AT


def _asked(words: Iterable[list[str]], joined_by: str) -> str:
    """Of each word what begins with it, or one of its other forms, for to_tsquery."""
    each = [" | ".join([f"{word}:*", *forms]) for word, *forms in words]
    return joined_by.join(f"({forms})" for forms in each) or "-"


def _query(asked: str) -> SearchQuery:
    return SearchQuery(asked, search_type="raw", config="simple")
