"""An administrator hands out keys in the desk; a wrong address is said, not a crash."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.actions.members import leave
from community.models import ApiKey
from tests.makers import make_administrator, make_member
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in(make_administrator())


def hand_out(desk: Client, address: str) -> Any:
    page = {"name": "Shop", "scopes": ApiKey.Scope.values, "address": address}
    return desk.post(reverse("admin:community_apikey_add"), page)


def test_a_key_acts_for_the_member_at_the_address(desk: Client) -> None:
    member = make_member(email="Ada@Shop.example")
    answer = hand_out(desk, "ada@shop.EXAMPLE")

    assert answer.status_code == 302
    assert ApiKey.objects.get().member == member


def test_a_key_for_nobody_acts_for_the_firm(desk: Client) -> None:
    hand_out(desk, "")

    assert ApiKey.objects.get().member is None


@pytest.mark.parametrize("address", ["nobody@shop.example", "no address", "7", "\0"])
def test_an_address_of_nobody_is_said(desk: Client, address: str) -> None:
    answer = hand_out(desk, address)

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["address"]
    assert not ApiKey.objects.exists()


def test_who_left_gets_no_key(desk: Client) -> None:
    member = make_member(email="gone@shop.example")
    leave(member)

    assert hand_out(desk, "gone@shop.example").status_code == 200
    assert not ApiKey.objects.exists()
