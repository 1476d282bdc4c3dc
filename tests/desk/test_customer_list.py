"""Loading the customer list through the page: looked at first, all lines or none."""

from base64 import b64decode
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from community.models import Customer
from community.tasks import clean_up
from tests.makers import make_administrator, make_member
from tests.pages.conftest import signed_in

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


def load(desk: Client, token: str) -> Any:
    return desk.post(reverse("admin:customer-list"), {"token": token, "load": "1"})


def test_a_list_is_looked_at_before_it_is_loaded(desk: Client) -> None:
    response = look_at(desk, GOOD)
    assert "ida@example.com" in response.content.decode()
    assert not Customer.objects.exists()


def test_what_was_looked_at_is_loaded_and_confirms_members(desk: Client) -> None:
    member = make_member(email="ida@example.com")
    load(desk, look_at(desk, GOOD).context["token"])
    member.refresh_from_db()
    assert Customer.objects.get().company == "Laan"
    assert member.is_verified


def test_a_list_of_many_megabytes_is_loaded_as_it_was_looked_at(desk: Client) -> None:
    lines = [f"{'x' * 40}{n}@example.com,{'Laan' * 20},daily," for n in range(12_000)]
    looked = look_at(desk, GOOD + "\n".join(lines))

    answer = load(desk, looked.context["token"])

    assert answer.status_code == 302
    assert Customer.objects.count() == 12_001


def test_only_who_looked_at_it_loads_it_and_only_once(desk: Client) -> None:
    token = look_at(desk, GOOD).context["token"]
    other = signed_in(make_administrator(name="Other"))

    assert load(other, token).status_code == 422
    assert load(desk, "guessed").status_code == 422
    assert not Customer.objects.exists()
    assert load(desk, token).status_code == 302
    assert "choose it again" in load(desk, token).content.decode()


def test_what_was_put_aside_is_sealed_and_forgotten(desk: Client) -> None:
    look_at(desk, GOOD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache WHERE cache_key LIKE '%%stash%%'")
        (kept,) = cursor.fetchone()
        assert b"ida@example.com" not in b64decode(kept)
        cursor.execute("UPDATE cache SET expires = now() - interval '1 minute'")
        clean_up()
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (0,)


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
