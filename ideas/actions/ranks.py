from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from ideas.models import Comment, Idea, Vote
from ideas.models.idea import LISTED
from ideas.ranking import best, trending, trust_capped

LATELY = timedelta(days=30)


def refresh_rank(idea: Idea, *, now: datetime | None = None) -> None:
    """Work out where an idea stands; doing it again changes nothing but its age."""
    now = now or timezone.now()
    by = Q(member__verified_at__isnull=False)
    votes = Vote.objects.filter(idea__in=[idea.pk, *_folded(idea)])
    lately = Q(cast_at__gte=now - LATELY)
    counts = votes.aggregate(
        trusted=Count("member", filter=by, distinct=True),
        others=Count("member", filter=~by, distinct=True),
        trusted_lately=Count("member", filter=by & lately, distinct=True),
        others_lately=Count("member", filter=~by & lately, distinct=True),
    )
    talk = Comment.objects.shown().filter(idea=idea, created_at__gte=now - LATELY)
    counted = trust_capped(counts["trusted"], counts["others"])
    fresh = trust_capped(counts["trusted_lately"], counts["others_lately"])
    seen = idea.seen.exclude(member__in=votes.values("member")).count()
    hours = max(0.0, (now - idea.created_at).total_seconds() / 3600)
    Idea.objects.filter(pk=idea.pk).update(
        best=best(counted, seen), trending=trending(fresh, talk.count(), hours)
    )


def refresh_ranks(*, now: datetime | None = None) -> int:
    """Work out anew where every listed idea stands. Returns how many."""
    ideas = Idea.objects.filter(status__in=LISTED)
    for idea in ideas.iterator(chunk_size=500):
        refresh_rank(idea, now=now)
    return ideas.count()


def _folded(idea: Idea) -> list[int]:
    return list(Idea.objects.filter(merged_into=idea.pk).values_list("pk", flat=True))
