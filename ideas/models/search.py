"""Finding ideas by what they say, at a cost that does not grow with how many there are."""

import re
from collections.abc import Iterable
from typing import Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Upper

from ideas.models.word import Word

A_SENTENCE = 24  # words of a text that are looked at
SUBJECT = 6  # and those of them that say what it is about
LOOKED_AT = 300  # ideas that are held against a text

Row = TypeVar("Row", bound=models.Model)


class SearchQuerySet(models.QuerySet[Row]):
    """Ideas, by the words of their conversations."""

    def search(self, text: str) -> Self:
        """Those who say each word of the text, or what is written nearly like it."""
        forms = Word.objects.near(_words(text)).values()
        return self.filter(conversation__search=_query(forms, " & "))

    def relevant(self, text: str) -> Self:
        """The best that `search` finds, with their `relevance` to order them by: higher
        where they say it exactly so, and in the title."""
        return self.search(text).held_against(text)

    def like(self, text: str) -> Self:
        """Those that say nearly the same in their title, the nearest first."""
        subject = Word.objects.rarest(_words(text), SUBJECT)
        forms = Word.objects.near(subject).values()
        said = self.filter(conversation__search=_query(forms, " | "))
        near = Q(likeness__gte=0.3) | Q(relevance__gte=0.35)
        return said.held_against(text).filter(near).order_by("-relevance", "-pk")

    def held_against(self, text: str) -> Self:
        """The best of these, with `likeness` of titles and `relevance`: so many and no
        more, so that a word that half of all ideas say costs what a rare one does."""
        best = self.order_by("-best", "-pk").values("pk")[:LOOKED_AT]
        exactly = _query([[word] for word in _words(text)], " | ")
        likeness = TrigramSimilarity(Upper("conversation__headline"), text.upper())
        return self.filter(pk__in=models.Subquery(best)).annotate(
            likeness=likeness,
            # In double precision, so that a page's cursor says exactly where it ended.
            relevance=Cast(
                SearchRank(F("conversation__search"), exactly) + likeness,
                models.FloatField(),
            ),
        )


def _words(text: str) -> list[str]:
    """Those of three letters or more, if there are any."""
    words = list(dict.fromkeys(re.findall(r"\w+", text.lower())))[:A_SENTENCE]
    return [word for word in words if len(word) > 2] or words


def _query(words: Iterable[list[str]], joined_by: str) -> SearchQuery:
    """Of each word one of its forms, or what begins with it."""
    each = [" | ".join(f"{form}:*" for form in forms) for forms in words]
    return SearchQuery(
        joined_by.join(f"({forms})" for forms in each) or "-",
        search_type="raw",
        config="simple",
    )
