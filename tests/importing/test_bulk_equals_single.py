"""What goes in at once is what the single actions would have made."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Contribution, Member
from ideas.actions.comments import mark_helpful
from ideas.actions.helps import Mark, take_marks
from ideas.actions.merges import merge_idea
from ideas.actions.tallies import Judgement, take_judgements
from ideas.actions.votes import cast_vote, mark_seen
from ideas.models import Comment, Helpful, Idea, Seen, Vote
from tests.makers import make_colleague, make_comment, make_idea, make_member

PEOPLE, POSTS = 4, 3
START = datetime(2025, 1, 1, tzinfo=UTC)
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
judged = st.lists(
    st.tuples(st.integers(0, POSTS - 1), st.integers(0, PEOPLE - 1), st.booleans()),
    unique_by=lambda row: row[:2],
)


def state(kinds: list[str]) -> dict[str, Any]:
    lines = Contribution.objects.filter(kind__in=kinds).order_by("source", "member")
    ledger = [{k: v for k, v in row.items() if k != "id"} for row in lines.values()]
    return {
        "ledger": ledger,
        "votes": sorted(Vote.objects.values_list("idea", "member", "cast_at")),
        "seen": sorted(Seen.objects.values_list("idea", "member", "seen_at")),
        "counts": list(Idea.objects.order_by("pk").values_list("pk", "vote_count")),
        "marks": sorted(Helpful.objects.values_list("comment", "member", "marked_at")),
        "helped": list(
            Comment.objects.order_by("pk").values_list("pk", "helpful_count")
        ),
    }


def undone(act: Any, kinds: list[str]) -> dict[str, Any]:
    """What `act` would leave behind."""
    with transaction.atomic():
        act()
        found = state(kinds)
        transaction.set_rollback(True)
    return found


@BOUNDED
@given(judged, st.booleans())
def test_judgements_at_once_are_votes_and_looks_one_by_one(
    rows: list[tuple[int, int, bool]], is_merged: bool
) -> None:
    with transaction.atomic():
        people = [make_member() for _ in range(PEOPLE)]
        posts = [make_idea(author=people[n]) for n in range(POSTS)]
        if is_merged:
            merge_idea(posts[2], into=posts[1], by=make_colleague())
            rows = [row for row in rows if row[0] != 2]  # closed to single votes
        judgements = [
            Judgement(
                posts[post].pk, people[who].pk, is_vote, START + timedelta(hours=n)
            )
            for n, (post, who, is_vote) in enumerate(rows)
        ]

        def one_by_one() -> None:
            for each in judgements:
                idea = Idea.objects.select_related("author").get(pk=each.idea)
                voter = Member.objects.get(pk=each.member)
                if each.is_vote and idea.author_id != voter.pk:
                    cast_vote(idea, voter=voter, at=each.at)
                else:
                    mark_seen(idea, member=voter, at=each.at)

        def twice() -> None:
            take_judgements(judgements)
            take_judgements(judgements)

        assert undone(twice, ["endorsed"]) == undone(one_by_one, ["endorsed"])
        transaction.set_rollback(True)


@BOUNDED
@given(judged)
def test_marks_at_once_are_marks_one_by_one(rows: list[tuple[int, int, bool]]) -> None:
    with transaction.atomic():
        people = [make_member() for _ in range(PEOPLE - 1)] + [make_colleague()]
        idea = make_idea()
        comments = [make_comment(idea, author=people[-n - 1]) for n in range(POSTS)]
        marks = [
            Mark(comments[what].pk, people[who].pk, START + timedelta(hours=n))
            for n, (what, who, _is) in enumerate(rows)
            if comments[what].author_id != people[who].pk
        ]

        def one_by_one() -> None:
            for mark in marks:
                comment = Comment.objects.get(pk=mark.comment)
                by = Member.objects.get(pk=mark.member)
                mark_helpful(comment, by=by, at=mark.at)

        def twice() -> None:
            take_marks(marks)
            take_marks(marks)

        assert undone(twice, ["helped"]) == undone(one_by_one, ["helped"])
        transaction.set_rollback(True)
