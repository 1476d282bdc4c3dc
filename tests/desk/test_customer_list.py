"""Loading the customer list through the page: looked at first, all lines or none."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.models import Customer
from tests.makers import make_administrator, make_member

GOOD = "email,company,segment,account_owner\nida@example.com,Laan,daily,\n"
COLD = "No customer list yet: ranking cannot tell customers from fakes."


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_administrator())
    return client


def look_at(desk: Client, text: str | bytes) -> Any:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("customers.csv", data, content_type="text/csv")
    return desk.post(reverse("admin:customer-list"), {"file": file})


def test_a_list_is_looked_at_before_it_is_loaded(desk: Client) -> None:
    response = look_at(desk, GOOD)
    assert "ida@example.com" in response.content.decode()
    assert not Customer.objects.exists()


def test_what_was_looked_at_is_loaded_and_confirms_members(desk: Client) -> None:
    member = make_member(email="ida@example.com")
    desk.post(reverse("admin:customer-list"), {"text": GOOD, "load": "1"})
    member.refresh_from_db()
    assert Customer.objects.get().company == "Laan"
    assert member.is_verified


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("email,company\nno address,Laan\n", "2: email: “no address” is no e-mail"),
        ("email\na@example.com\na@example.com\n", "3: email: stands on line 2 already"),
        ("name\nIda\n", "1: the header lacks email"),
        ("email,company\na@example.com\n", "2: has 1 columns, the header has 2"),
        (b"email\n\xff\n", "2: byte 1 is not UTF-8"),
        ("", "empty"),
    ],
)
def test_each_bad_line_is_named_and_nothing_is_loaded(
    desk: Client, text: str | bytes, says: str
) -> None:
    response = look_at(desk, text)
    assert says in response.content.decode()
    assert text == "" or response.status_code == 422
    assert not Customer.objects.exists()


def test_the_desk_says_what_a_missing_list_means(desk: Client) -> None:
    for page in ["customer-list", "half-percent"]:
        assert COLD in desk.get(reverse(f"admin:{page}")).content.decode()
