"""An administrator says who works here; an administrator always remains."""

from functools import partial
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from community.actions.api_keys import create_api_key
from community.actions.members import leave, suspend
from community.actions.roles import Role, give_role
from community.errors import NotAllowed
from community.models import Member
from feedback.actions.handoffs import take
from feedback.actions.teams import join_team, leave_team
from tests.makers import (
    make_administrator,
    make_colleague,
    make_handoff,
    make_member,
    make_team,
)
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


def choose(desk: Client, act: str, *members: Member) -> Any:
    said = {"action": act, "_selected_action": [each.pk for each in members]}
    return desk.post(reverse("admin:community_member_changelist"), said)


def test_a_member_becomes_a_colleague_and_works_in_a_team() -> None:
    ada, member = make_administrator(name="Ada"), make_member()
    choose(signed_in(ada), "make_colleagues", member)

    member.refresh_from_db()
    assert (member.is_staff, member.is_superuser, member.is_partner) == (
        (True, False, False)
    )
    join_team(make_team(), member)
    assert signed_in(member).get(reverse("admin:index")).status_code == 200
    assert LogEntry.objects.get().user == ada


def test_a_second_administrator_can_do_all_the_first_can() -> None:
    member, other = make_member(), make_member()
    choose(signed_in(make_administrator()), "make_administrators", member)

    choose(signed_in(member), "make_partners", other)

    other.refresh_from_db()
    assert other.is_partner


def test_who_is_no_colleague_any_more_leaves_desk_teams_and_queue() -> None:
    colleague, team = make_colleague(), make_team()
    join_team(team, colleague)
    handoff = take(make_handoff(team=team), by=colleague)
    desk = signed_in(colleague)

    assert give_role(colleague, Role.CUSTOMER, by=make_administrator())

    assert not team.people.exists()
    handoff.refresh_from_db()
    assert (handoff.taken_by, handoff.closed_at) == (None, None)
    assert desk.get(reverse("admin:index")).status_code == 302


def test_the_keys_of_who_is_no_colleague_any_more_open_nothing() -> None:
    ada, colleague = make_administrator(), make_colleague()
    _key, text = create_api_key("Desk", scopes=["conversations"], member=colleague)
    ask = partial(
        Client().get,
        reverse("api:conversation-list"),
        headers={"Authorization": f"Bearer {text}"},
    )
    assert ask().status_code == 200

    give_role(colleague, Role.CUSTOMER, by=ada)

    assert ask().status_code == 401


@pytest.mark.parametrize("gone", ["leaves", "leaves the team"])
def test_what_a_colleague_held_is_free_when_they_go(gone: str) -> None:
    ana, team = make_colleague(), make_team()
    join_team(team, ana)
    handoff = take(make_handoff(team=team), by=ana)

    for _ in range(2):
        leave(ana) if gone == "leaves" else leave_team(team, ana)

    handoff.refresh_from_db()
    assert handoff.taken_by is None
    assert team.people.count() == 0
    assert take(handoff, by=make_colleague()).taken_by


def test_twice_is_once() -> None:
    member, by = make_member(), make_administrator()

    assert give_role(member, Role.PARTNER, by=by)
    assert not give_role(member, Role.PARTNER, by=by)


@pytest.mark.parametrize("role", list(Role))
def test_only_an_administrator_says_so_and_only_of_others(role: Role) -> None:
    ada, member = make_administrator(), make_member()
    for by, of in [(make_colleague(), member), (member, ada), (ada, ada)]:
        with pytest.raises(NotAllowed, match="Only an administrator"):
            give_role(of, role, by=by)
    assert Member.objects.filter(is_superuser=True).get() == ada


def test_one_who_was_sent_away_meanwhile_sends_nobody_away() -> None:
    ada, ben = make_administrator(), make_administrator()
    stale = Member.objects.get(pk=ben.pk)
    give_role(ben, Role.CUSTOMER, by=ada)

    with pytest.raises(NotAllowed):
        give_role(ada, Role.CUSTOMER, by=stale)


def test_who_is_suspended_gets_no_role() -> None:
    ada, member = make_administrator(), make_member()
    suspend(member, by=ada, reason="Advertising.")

    with pytest.raises(NotAllowed, match="no open account"):
        give_role(member, Role.COLLEAGUE, by=ada)


def test_a_colleague_is_not_offered_it_and_cannot_do_it() -> None:
    member = make_member()
    choose(signed_in(make_colleague()), "make_administrators", member)

    member.refresh_from_db()
    assert not member.is_superuser
