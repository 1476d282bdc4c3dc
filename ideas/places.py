"""Why a post stands where it stands in the list, for whoever asks, in constant queries."""

from dataclasses import dataclass

from django.utils import timezone

from community.models import Member
from ideas.judgements import Judgements, judgements_of
from ideas.models import Idea

FURTHEST = 1_000  # nobody pages further, and counting on costs


@dataclass(frozen=True)
class Place:
    """Where a post stands in *best* for somebody (None: beyond the first thousand), and
    what members made of it. The shares are percent."""

    number: int | None
    judged: Judgements
    expected: float
    at_least: float


def place_of(idea: Idea, viewer: Member | None) -> Place:
    """Of a listed post, from its judgements as they are now."""
    before = Idea.objects.visible_to(viewer).listed().filter(best__gt=idea.best)
    ahead = before.order_by("-best").values("pk")[:FURTHEST].count()
    [judged] = judgements_of([idea.pk], now=timezone.now())
    return Place(
        number=ahead + 1 if ahead < FURTHEST else None,
        judged=judged,
        expected=100 * judged.expected(),
        at_least=100 * judged.best(),
    )
