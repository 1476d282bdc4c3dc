"""Counts are what their rows say; where they are not, the night sets them right."""

import pytest

from config.operating.actions.measures import measure_drift
from config.operating.models import Measure
from ideas.actions.comments import hide_comment, mark_helpful
from ideas.actions.counts import repair_counts
from ideas.actions.follows import follow
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.votes import cast_vote
from ideas.models import Comment, Idea, Merge
from tests.makers import make_colleague, make_comment, make_idea, make_member

NOTHING = {"votes": 0, "comments": 0, "followers": 0, "helpful": 0}


@pytest.fixture
def folded() -> Idea:
    """Two voters of their own, one of both, one of what was folded in: four."""
    into, idea = make_idea(), make_idea()
    both = make_member()
    for each in (into, idea):
        cast_vote(each, voter=both)
    for _ in range(2):
        cast_vote(into, voter=make_member())
    cast_vote(idea, voter=make_member())
    merge_idea(idea, into=into, by=make_colleague())
    into.refresh_from_db()
    return into


def test_what_the_actions_count_is_never_set_right(folded) -> None:
    comment = make_comment(folded)
    mark_helpful(comment, by=make_member())
    follow(folded, member=make_member())
    hide_comment(make_comment(folded))
    assert folded.vote_count == 4
    assert repair_counts() == NOTHING
    undo_merge(Merge.objects.get())
    assert repair_counts() == NOTHING


def test_a_count_that_is_wrong_is_set_right_and_told(folded) -> None:
    comment = make_comment(folded)
    mark_helpful(comment, by=make_member())
    Idea.objects.filter(pk=folded.pk).update(
        vote_count=9, comment_count=0, follower_count=7
    )
    Comment.objects.update(helpful_count=0)

    measure_drift()

    folded.refresh_from_db()
    comment.refresh_from_db()
    assert folded.vote_count == 4
    assert folded.comment_count == comment.helpful_count == 1
    assert folded.follower_count == folded.follows.count()
    kept = dict(Measure.objects.values_list("name", "value"))
    assert kept == {f"drift.{name}": 1 for name in NOTHING}
    assert repair_counts() == NOTHING
