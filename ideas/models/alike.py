"""Posts that say nearly the same: by what their titles mean, and by how they are spelled."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from pgvector.django import CosineDistance

from community.likeness import direction_of
from ideas.likeness import ALIKE, GUESS, GUESS_BY_SPELLING, MEANING, SPELLING
from ideas.models.likeness import Likeness
from ideas.models.search import SearchQuerySet

if TYPE_CHECKING:
    from ideas.models.idea import Idea

NEAREST = 40  # ideas that are held against a text because of what they mean
NEWEST = 20  # and because they may be too new to be known by it
ONE = Value(1.0, output_field=models.FloatField())

Row = TypeVar("Row", bound=models.Model)


class AlikeQuerySet(SearchQuerySet[Row]):
    """Ideas, by what their titles say."""

    def like(self, text: str) -> Self:
        """Those that say nearly the same in their title, the nearest first."""
        return self.alike_to(text, direction_of(text))

    def near(self, idea: "Idea") -> Self:
        """The same for a post that stands, without it. Its vector is kept: no model is
        asked, unless it is new."""
        kept = Likeness.objects.filter(idea=idea).values_list("vector", flat=True)
        vector = kept.first() or direction_of(idea.title)
        return self.exclude(pk=idea.pk).alike_to(idea.title, vector)

    def alike_to(self, text: str, vector: list[float] | None) -> Self:
        """Those with a title like this one, of which that is the vector, if one is known."""
        if vector is None:
            return self.spelled_like(text)
        found = self._nearest(vector).union(self._newest())
        spelling = TrigramSimilarity("conversation__headline", text)
        cosine = ONE - CosineDistance("likeness__vector", vector)
        guess = GUESS + GUESS_BY_SPELLING * spelling
        alike = self.filter(pk__in=[row["pk"] for row in found]).annotate(
            alike=MEANING * Coalesce(cosine, guess) + SPELLING * spelling
        )
        return alike.filter(alike__gte=ALIKE).order_by("-alike", "-pk")

    def _nearest(self, vector: list[float]) -> Any:
        """By the index, as far as it takes to find so many of those that are asked for."""
        distance = CosineDistance("likeness__vector", vector)
        known = self.filter(likeness__isnull=False)
        return known.order_by(distance).values("pk")[:NEAREST]

    def _newest(self) -> Any:
        return self.order_by("-created_at", "-pk").values("pk")[:NEWEST]
