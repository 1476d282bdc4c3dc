"""Denied first: who may see and do what at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Handoff
from tests.makers import (
    make_administrator,
    make_colleague,
    make_handoff,
    make_member,
    make_team,
    make_ticket,
)

POSTS = [
    "open",
    "take",
    "release",
    "return",
    "note",
    "reopen",
    "ask",
    "insight",
    "decide",
]
FOR_ADMINISTRATORS = [
    "community_apikey",
    "community_customer",
    "community_delivery",
    "community_flag",
    "community_ruling",
    "community_firm",
    "community_legalpage",
    "community_standing",
    "feedback_endpoint",
    "ideas_held",
    "ideas_wordrule",
    "feedback_handoff",
]
FOR_COLLEAGUES = [
    "community_member",
    "community_board",
    "community_conversation",
    "community_source",
    "feedback_insight",
    "ideas_pin",
    "ideas_prompt",
    "feedback_team",
    "feedback_routingrule",
]


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(reverse("admin:index"), follow=True)
    assert "/accounts/login/" in response.redirect_chain[-1][0]


@pytest.mark.parametrize("page", ["index", "queue", "measures", "half-percent"])
def test_a_customer_never_gets_in(client: Client, page: str) -> None:
    client.force_login(make_member(verified=True))
    assert client.get(reverse(f"admin:{page}"), follow=True).status_code == 403


def test_a_suspended_colleague_never_gets_in(client: Client) -> None:
    client.force_login(make_colleague(is_active=False))
    response = client.get(reverse("admin:index"), follow=True)
    assert "/accounts/login/" in response.redirect_chain[-1][0]


@pytest.mark.parametrize("name", POSTS)
def test_a_colleague_of_another_team_cannot_touch_it(client: Client, name: str) -> None:
    other = make_colleague()
    make_team("", other)
    handoff = make_handoff(make_ticket(), team=make_team())
    client.force_login(other)

    assert (
        client.get(reverse("admin:conversation", args=[handoff.pk])).status_code == 404
    )
    assert client.post(reverse(f"admin:{name}", args=[handoff.pk])).status_code == 404
    assert Handoff.objects.get(pk=handoff.pk).read_at is None


@pytest.mark.parametrize("name", POSTS)
def test_looking_changes_nothing(client: Client, name: str) -> None:
    client.force_login(make_administrator())
    handoff = make_handoff()
    assert client.get(reverse(f"admin:{name}", args=[handoff.pk])).status_code == 405


@pytest.mark.parametrize("name", FOR_ADMINISTRATORS)
def test_colleagues_do_not_see_what_is_the_administrator_s(
    client: Client, name: str
) -> None:
    client.force_login(make_colleague())
    page = reverse(f"admin:{name}_changelist")
    assert client.get(page).status_code == 403
    client.force_login(make_administrator())
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("name", FOR_COLLEAGUES)
def test_colleagues_read_and_do_not_write(client: Client, name: str) -> None:
    client.force_login(make_colleague())
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{name}_add")).status_code == 403


def test_a_colleague_cannot_make_themselves_an_administrator(client: Client) -> None:
    colleague = make_colleague()
    client.force_login(colleague)
    page = reverse("admin:community_member_change", args=[colleague.pk])
    response = client.post(page, {"is_superuser": "on", "name": "Me"})
    colleague.refresh_from_db()
    assert response.status_code == 403
    assert not colleague.is_superuser


def test_a_colleague_cannot_suspend(client: Client) -> None:
    member = make_member()
    client.force_login(make_colleague())
    chosen = {
        "action": "suspend_them",
        "_selected_action": [member.pk],
        "reason": "Advertising.",
    }
    client.post(reverse("admin:community_member_changelist"), chosen)
    member.refresh_from_db()
    assert member.is_active


def test_only_an_administrator_loads_the_customer_list(client: Client) -> None:
    client.force_login(make_colleague())
    assert client.get(reverse("admin:customer-list")).status_code == 403


def test_an_administrator_takes_a_confirmation_back(client: Client) -> None:
    inviter, page = make_member(), reverse("admin:community_member_changelist")
    member = make_member(verified=True, invited_by=inviter)
    chosen = {"action": "unverify_them", "_selected_action": [member.pk]}
    for who, is_confirmed in ((make_colleague(), True), (make_administrator(), False)):
        client.force_login(who)
        client.post(page, chosen)
        member.refresh_from_db()
        assert (member.verified_at is not None) is is_confirmed
        assert inviter.contributions.live().exists() is is_confirmed
