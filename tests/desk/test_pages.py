"""Every page of the desk: the same queries for any number of rows, nothing inline."""

import re
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions.api_keys import create_api_key
from community.actions.conversations import receive
from community.actions.deliveries import enqueue
from community.actions.flags import raise_flag
from community.actions.members import suspend
from community.actions.vouching import Listed, load_customers
from feedback.actions.endpoints import create_endpoint
from feedback.actions.handoffs import open_handoff
from feedback.actions.insights import write_insight
from feedback.actions.questions import ask
from feedback.actions.rules import set_rule
from tests.makers import (
    make_administrator,
    make_handoff,
    make_member,
    make_team,
    make_ticket,
    make_twins,
    numbers,
)

LISTS = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model in admin.site._registry
    if model._meta.app_label in {"community", "ideas", "feedback"}
)
PAGES = [
    "index",
    "queue",
    "twins",
    "measures",
    "half-percent",
    "customer-list",
    "everything",
]
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")


def fill(many: int) -> None:
    """So many rows of every kind that a list shows."""
    administrator = make_administrator()
    team = make_team("", administrator)
    for _ in range(many):
        n = next(numbers)
        member = make_member(verified=True)
        said = make_ticket(f"It leaks at seal {n}.", member=member)
        handoff = make_handoff(said, team=make_team("", administrator))
        open_handoff(handoff, by=administrator)
        ask(said, by=administrator, text="Since when?")
        write_insight(
            sentence=f"Seals {n} age.",
            by=administrator,
            team=team,
            evidence=[(said, f"seal {n}")],
        )
        make_handoff(team=team)
        raise_flag(said, by=member, reason="Rude.")
        suspend(make_member(), by=administrator, reason="Adverts.")
        create_api_key(f"Key {n}", scopes=["read"], member=member)
        create_endpoint(name=f"CRM {n}", url=f"https://example.com/{n}")
        load_customers([Listed(email=f"customer{n}@example.com", company="Laan")])
        set_rule(team=team, words=["seal"])
        receive(source=f"source-{n}", kind="call", headline="A call", external_id="1")
        enqueue("mail", target=str(member.pk), effect=f"test:{n}", payload={})
        make_twins()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_administrator())
    return client


def test_lists_and_pages_cost_the_same_for_any_number_of_rows(
    administrator: Client,
) -> None:
    names = [f"{name}_changelist" for name in LISTS] + PAGES
    addresses = [reverse(f"admin:{name}") for name in names]
    fill(3)
    few = {address: queries(administrator, address) for address in addresses}
    fill(27)
    many = {address: queries(administrator, address) for address in addresses}
    assert many == few


def test_a_conversation_costs_the_same_for_any_length_of_the_queue(
    administrator: Client,
) -> None:
    handoff = make_handoff()
    address = reverse("admin:conversation", args=[handoff.pk])
    fill(3)
    few = queries(administrator, address)
    fill(27)
    assert queries(administrator, address) == few


def assert_nothing_inline(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address
    found = INLINE.search(response.content.decode())
    assert found is None, f"{address}: {found}"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_no_page_carries_a_script_or_a_style(administrator: Client) -> None:
    fill(3)
    for name in PAGES:
        assert_nothing_inline(administrator, reverse(f"admin:{name}"))
    for model, each in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        assert_nothing_inline(administrator, reverse(f"admin:{name}_changelist"))
        first = model._default_manager.first()
        if first is not None:
            page = reverse(f"admin:{name}_change", args=[first.pk])
            assert_nothing_inline(administrator, page)
        if getattr(each, "may_add", False):
            assert_nothing_inline(administrator, reverse(f"admin:{name}_add"))


@pytest.mark.parametrize("is_read", [False, True])
def test_a_conversation_carries_nothing_inline(
    administrator: Client, is_read: bool
) -> None:
    handoff = make_handoff()
    if is_read:
        open_handoff(handoff, by=make_administrator())
    assert_nothing_inline(
        administrator, reverse("admin:conversation", args=[handoff.pk])
    )


def test_nothing_is_deleted_at_the_desk_but_by_an_action(rf: Callable) -> None:
    for model, each in admin.site._registry.items():
        if model._meta.app_label in {"community", "ideas", "feedback"}:
            assert type(each).save_model is not admin.ModelAdmin.save_model
            assert type(each).delete_model is not admin.ModelAdmin.delete_model
