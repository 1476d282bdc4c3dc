"""All ranks in one statement are what the formulas say of each idea."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.actions.merges import merge_idea
from ideas.actions.ranks import refresh_ranks
from ideas.actions.votes import cast_vote, mark_seen
from ideas.ranking import best, trending, trust_capped
from tests.makers import make_colleague, make_comment, make_idea, make_member


def test_people_count_once_and_only_what_is_recent_trends() -> None:
    now = timezone.now()
    idea, folded = make_idea(at=now - timedelta(days=60)), make_idea()
    both, old, looker = make_member(verified=True), make_member(), make_member()
    cast_vote(idea, voter=both, at=now - timedelta(days=50))
    cast_vote(folded, voter=both, at=now - timedelta(days=1))
    cast_vote(idea, voter=old, at=now - timedelta(days=50))
    mark_seen(idea, member=looker)
    mark_seen(idea, member=both)
    make_comment(idea, at=now - timedelta(days=2))
    merge_idea(folded, into=idea, by=make_colleague())

    assert refresh_ranks(now=now) == 1

    idea.refresh_from_db()
    assert idea.best == pytest.approx(best(trust_capped(1, 1), 1))
    assert idea.trending == pytest.approx(trending(1, 1, 60 * 24))
