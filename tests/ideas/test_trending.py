"""What trends fades, news or not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.actions import ranks
from ideas.actions.votes import cast_vote
from ideas.models import Idea
from ideas.tasks import refresh_ranks, refresh_trending
from tests.makers import make_idea, make_member

pytestmark = pytest.mark.django_db


def test_what_was_hot_last_week_makes_way_for_what_is_new() -> None:
    now = timezone.now()
    week_old = make_idea(at=now - timedelta(days=7))
    for _ in range(5):
        cast_vote(week_old, voter=make_member(verified=True), at=week_old.created_at)
    ranks.place_unranked(now=now - timedelta(days=7))
    fresh = make_idea(at=now - timedelta(hours=1))
    cast_vote(fresh, voter=make_member(verified=True))
    ranks.place_unranked(now=now)
    assert Idea.objects.order_by("-trending").first() == week_old

    refresh_trending()

    assert Idea.objects.order_by("-trending").first() == fresh


def test_whoever_stands_behind_the_first_gets_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = timezone.now()
    for days in range(1, 5):
        idea = make_idea(at=now - timedelta(days=days))
        cast_vote(idea, voter=make_member(verified=True), at=idea.created_at)
        Idea.objects.filter(pk=idea.pk).update(trending=100 + days)  # as of back then
    monkeypatch.setattr(ranks, "FIRST", 1)

    for _ in range(6):
        ranks.refresh_trending(now=now)
    as_found = list(Idea.objects.order_by("-trending").values_list("pk", "trending"))
    refresh_ranks()

    first = Idea.objects.order_by("-trending").values_list("pk", flat=True)[0]
    assert as_found[0][0] == first
