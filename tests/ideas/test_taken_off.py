"""What becomes of posts that were folded together when one of them leaves the site."""

import pytest
from django.test import Client

from community.models import Contribution, Notice
from feedback.actions.decisions import decide
from feedback.actions.teams import open_team
from feedback.models import Handoff
from ideas.actions.follows import follow
from ideas.actions.ideas import hide_idea, withdraw_idea
from ideas.actions.merges import merge_idea, undo_merge
from ideas.actions.votes import cast_vote
from ideas.errors import BadStatus
from ideas.models import Idea, Merge
from tests.makers import make_board, make_colleague, make_idea, make_member


def folded(**details: object) -> tuple[Idea, Idea, Merge]:
    """One post that stands, and one that was folded into it with its only voter."""
    one, two = make_idea(), make_idea(**details)
    cast_vote(two, voter=make_member())
    merge = merge_idea(two, into=one, by=make_colleague())
    return Idea.objects.get(pk=one.pk), Idea.objects.get(pk=two.pk), merge


def test_what_was_folded_into_a_withdrawn_post_stands_by_itself_again() -> None:
    one, two, merge = folded()

    withdraw_idea(one, by=one.author)

    two.refresh_from_db()
    merge.refresh_from_db()
    assert (two.status, two.merged_into, two.vote_count) == ("open", None, 1)
    assert merge.undone_at is not None
    assert Client().get(two.get_absolute_url()).status_code == 200


def test_a_folded_post_that_is_withdrawn_takes_its_voters_along_and_stays_away() -> (
    None
):
    one, two, merge = folded()

    withdraw_idea(two, by=two.author)
    undo_merge(merge)

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.vote_count, two.status) == (0, "hidden")
    assert not Contribution.objects.live().filter(subject=two.subject).exists()


def test_hiding_twice_is_hiding_once() -> None:
    one, two, _merge = folded()
    for _ in range(2):
        hide_idea(one)
    two.refresh_from_db()
    assert (one.status, two.status) == ("hidden", "open")


def test_what_was_folded_in_is_decided_where_it_stands() -> None:
    one, two, _merge = folded()
    with pytest.raises(BadStatus, match="decide there"):
        decide(two.conversation, by=make_colleague(), status="planned", text="Yes.")
    decide(one.conversation, by=make_colleague(), status="planned", text="Yes.")
    two.refresh_from_db()
    assert two.status == "merged"


def test_a_decision_does_not_bring_back_what_was_withdrawn() -> None:
    idea = make_idea()
    withdraw_idea(idea, by=idea.author)
    with pytest.raises(BadStatus, match="off the site"):
        decide(idea.conversation, by=make_colleague(), status="planned", text="Yes.")
    idea.refresh_from_db()
    assert idea.status == "hidden"


def test_who_follows_a_folded_post_hears_of_the_decision_once() -> None:
    one, two, _merge = folded()
    follower = make_member()
    for idea in (one, two):
        follow(idea, member=follower)

    decide(one.conversation, by=make_colleague(), status="planned", text="Yes.")

    assert Notice.objects.filter(member=follower).count() == 1


def test_a_visitor_does_not_read_what_members_said_folded_into_a_public_post() -> None:
    one, _two, _merge = folded(
        title="Only among us", board=make_board(visibility="members")
    )
    page = one.get_absolute_url()
    member = Client()
    member.force_login(make_member())
    assert b"Only among us" in member.get(page).content
    assert b"Only among us" not in Client().get(page).content


def test_what_was_decided_only_because_it_was_folded_in_is_asked_about_again() -> None:
    open_team("Seals")
    one, two, merge = folded()
    said = {"by": make_colleague(), "status": "planned", "text": "In spring."}
    decide(one.conversation, **said)
    assert not Handoff.objects.open().exists()

    for _ in range(2):
        undo_merge(merge)

    waiting = Handoff.objects.open().get()
    assert waiting.conversation_id == two.conversation_id
    assert one.title in waiting.reason


def test_what_was_folded_in_and_never_decided_keeps_its_one_place_in_the_queue() -> (
    None
):
    open_team("Seals")
    _one, two, merge = folded()

    undo_merge(merge)

    assert Handoff.objects.filter(conversation=two.conversation).count() == 1
