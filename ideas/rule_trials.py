"""What a rule on words or links would have met among what was said lately."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from community.models import Conversation, Source
from ideas.actions.judging import meets
from ideas.models import WordRule

DAYS, SHOWN, MOST_READ = 30, 20, 20_000


@dataclass(frozen=True)
class Trial:
    read: int
    met: int
    examples: list[Conversation]


def trial_of(rule: WordRule) -> Trial:
    """Of the last thirty days, the newest first; what colleagues said is never judged."""
    said = Conversation.objects.filter(
        source__slug=Source.SITE,
        member__is_staff=False,
        received_at__gte=timezone.now() - timedelta(days=DAYS),
    )
    newest = said.order_by("-received_at", "-pk").only("headline", "text")[:MOST_READ]
    read, met = 0, []
    for each in newest.iterator():
        read += 1
        if meets(rule, f"{each.headline}\n{each.text}"):
            met.append(each)
    return Trial(read, len(met), met[:SHOWN])
