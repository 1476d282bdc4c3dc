from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.conversations import hide
from community.actions.members import leave
from community.errors import NotAllowed
from community.models import Conversation
from feedback.actions.handoffs import (
    note_handoff,
    open_handoff,
    release,
    reopen_handoff,
    return_handoff,
    take,
)
from feedback.actions.routing import route, route_unrouted
from feedback.actions.teams import join_team, leave_team, open_team
from feedback.errors import AlreadyClosed, AlreadyTaken, NoTeam, NoWords
from feedback.models import Handoff, RoutingRule, Team
from tests.makers import (
    make_administrator,
    make_board,
    make_colleague,
    make_comment,
    make_handoff,
    make_idea,
    make_member,
    make_team,
    make_ticket,
)


def a_handoff(conversation: Conversation | None = None) -> Handoff:
    open_team("Door")
    found = route(conversation or make_ticket())
    assert found is not None
    return found


def test_the_first_team_is_the_last_resort() -> None:
    first, second = open_team("Seals"), open_team("Pumps")
    assert first.is_last_resort
    assert not second.is_last_resort

    open_team("Pumps", is_last_resort=True)

    assert Team.objects.get(is_last_resort=True).name == "Pumps"


def test_joining_a_team_twice_is_joining_once() -> None:
    team, ana = open_team("Seals"), make_colleague()
    join_team(team, ana)
    assert join_team(team, ana, is_lead=True).is_lead
    assert team.people.count() == 1
    leave_team(team, ana)
    leave_team(team, ana)
    assert team.people.count() == 0
    with pytest.raises(NotAllowed):
        join_team(team, make_member())


def test_a_post_reaches_the_team_of_its_board_with_the_reason() -> None:
    open_team("Door")
    seals, board = open_team("Seals", promise_days=2), make_board("Grinders")
    RoutingRule.objects.create(team=seals, board=board)

    idea = make_idea(board=board)

    handoff = idea.conversation.handoffs.get()
    assert (handoff.team, handoff.reason) == (seals, "on the board Grinders")
    idea.conversation.refresh_from_db()
    assert idea.conversation.waits_for == "the Seals team"
    assert handoff.due_at - handoff.created_at >= timedelta(days=2)


def test_rules_go_by_position_and_only_the_active_ones() -> None:
    open_team("Door")
    one, two = open_team("One"), open_team("Two")
    RoutingRule.objects.create(team=one, position=1, words=["leak"], is_active=False)
    RoutingRule.objects.create(team=one, position=9, words=["leak"])
    RoutingRule.objects.create(team=two, position=5, words=["leak"])
    found = route(make_ticket("It leaks."))
    assert found
    assert (found.team, found.reason) == (two, "says “leak”")


def test_what_no_rule_places_goes_to_the_last_resort_once() -> None:
    ticket = make_ticket()
    assert route(ticket) is None

    open_team("Door")
    assert route_unrouted() == 1
    assert route_unrouted() == 0

    handoff = ticket.handoffs.get()
    assert handoff.reason == "no rule matched"
    assert route(ticket) == handoff


def test_the_firms_own_comments_are_not_routed() -> None:
    open_team("Door")
    ours = make_comment(author=make_colleague())
    theirs = make_comment()
    assert route_unrouted() == 0
    assert not ours.conversation.handoffs.exists()
    assert theirs.conversation.handoffs.exists()


def test_opening_is_reading_by_the_first_who_opens() -> None:
    handoff, ana, ben = a_handoff(), make_colleague(), make_colleague()

    open_handoff(handoff, by=ana)
    first = handoff.read_at
    open_handoff(handoff, by=ben)

    assert (handoff.read_by, handoff.read_at) == (ana, first)
    stages = handoff.conversation.stages.filter(stage="read")
    assert [(stage.by, stage.note) for stage in stages] == [(ana, "Door")]
    with pytest.raises(NotAllowed):
        open_handoff(handoff, by=make_member())


def test_one_takes_it_and_can_let_go() -> None:
    handoff, ana, ben = a_handoff(), make_colleague(), make_colleague()
    take(handoff, by=ana)
    take(handoff, by=ana)
    with pytest.raises(AlreadyTaken):
        take(handoff, by=ben)
    release(handoff, by=ana)
    release(handoff, by=ana)
    assert take(handoff, by=ben).taken_by == ben


def test_what_a_colleague_holds_only_a_lead_puts_back() -> None:
    handoff, ana = a_handoff(), make_colleague(name="Ana")
    ben, cleo = make_colleague(), make_colleague()
    join_team(handoff.team, ben)
    join_team(handoff.team, cleo, is_lead=True)
    for lead in (cleo, make_administrator()):
        take(handoff, by=ana)
        with pytest.raises(AlreadyTaken, match="Ana holds it"):
            release(handoff, by=ben)
        assert take(handoff, by=ana).taken_by == ana
        assert release(handoff, by=lead).taken_by is None


def test_returning_needs_a_reason_and_another_team() -> None:
    handoff, ana = a_handoff(), make_colleague()
    pumps = open_team("Pumps")
    with pytest.raises(NoWords):
        return_handoff(handoff, by=ana, reason="  ", to=pumps)
    with pytest.raises(NoTeam):
        return_handoff(handoff, by=ana, reason="Not ours.")

    after = return_handoff(handoff, by=ana, reason="A pump.", to=pumps)
    again = return_handoff(handoff, by=ana, reason="A pump.", to=pumps)

    assert after == again
    assert after.reason == "returned by Door: A pump."
    handoff.refresh_from_db()
    assert (handoff.outcome, handoff.closing_note) == ("returned", "A pump.")
    assert handoff.conversation.handoffs.count() == 2


def test_undoing_a_return_takes_it_back_unless_it_was_read_there() -> None:
    handoff, ana = a_handoff(), make_colleague()
    pumps = open_team("Pumps")
    return_handoff(handoff, by=ana, reason="A pump.", to=pumps)

    reopen_handoff(handoff, by=ana)
    assert handoff.closed_at is None
    assert handoff.conversation.handoffs.count() == 1

    after = return_handoff(handoff, by=ana, reason="A pump.", to=pumps)
    open_handoff(after, by=make_colleague())
    with pytest.raises(AlreadyClosed):
        reopen_handoff(handoff, by=ana)


def test_noting_closes_once_and_can_be_undone() -> None:
    handoff, ana = a_handoff(), make_colleague()
    note_handoff(handoff, by=ana, note="Known.")
    closed_at = handoff.closed_at
    note_handoff(handoff, by=ana, note="Known.")
    assert handoff.closed_at == closed_at
    assert handoff.read_by == ana
    with pytest.raises(AlreadyClosed):
        take(handoff, by=ana)
    assert reopen_handoff(reopen_handoff(handoff, by=ana), by=ana).outcome == ""


def test_what_came_later_in_a_replay_is_never_read_before_it_came() -> None:
    handoff, now = a_handoff(), timezone.now()
    open_handoff(handoff, by=make_colleague(), at=now - timedelta(days=3))
    assert handoff.read_at == handoff.created_at


def test_a_colleague_who_left_keeps_nothing_open() -> None:
    ana = make_colleague()
    leave(ana)
    with pytest.raises(NotAllowed):
        open_handoff(a_handoff(), by=ana)


def test_what_was_taken_off_the_site_is_in_nobodys_queue() -> None:
    boss, idea = make_administrator(), make_idea()
    handoff = make_handoff(idea.conversation)
    assert Handoff.objects.visible_to(boss).get() == handoff
    hide(idea.conversation)
    assert not Handoff.objects.visible_to(boss).exists()


def test_returning_twice_brings_nothing_back() -> None:
    ana, team, other = make_colleague(), make_team("Door"), make_team("Seals")
    handoff = make_handoff(team=team)
    moved = return_handoff(handoff, by=ana, reason="A seal.", to=other)
    note_handoff(moved, by=ana, note="Nothing new.")

    assert return_handoff(handoff, by=ana, reason="A seal.", to=other) == moved
    with pytest.raises(AlreadyClosed):
        return_handoff(handoff, by=ana, reason="A hinge.", to=make_team("Hinges"))

    assert not Handoff.objects.open().exists()


def test_what_stands_in_a_queue_comes_back_before_what_left_one() -> None:
    first = a_handoff()
    other = open_team("Other")
    ana = make_colleague()
    second = return_handoff(first, by=ana, reason="Not ours.", to=other)

    assert route(first.conversation) == second
    note_handoff(second, by=ana, note="Known.")
    assert route(first.conversation) == second
