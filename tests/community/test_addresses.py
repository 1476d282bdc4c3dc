"""An address is found however it is written, and by the index that keeps it unique."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from community.models import Customer, Member
from tests import makers

pytestmark = pytest.mark.django_db


def plan(query: QuerySet[Member] | QuerySet[Customer]) -> str:
    """How PostgreSQL would find it in a table too large to be read."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return query.explain()


def test_members_are_found_by_the_index_of_their_addresses() -> None:
    assert "one_member_per_address" in plan(Member.objects.at("Ana@Kunde.example"))


def test_customers_are_found_by_the_index_of_their_addresses() -> None:
    assert "one_customer_per_address" in plan(Customer.objects.at("Ana@Kunde.example"))


def test_the_index_does_not_help_who_asks_in_capitals() -> None:
    query = Customer.objects.filter(email__iexact="ana@kunde.example")
    assert "one_customer_per_address" not in plan(query)


def test_an_address_is_found_however_it_is_written() -> None:
    member = makers.make_member(email="Ana@kunde.example")
    listed = Customer.objects.create(
        email="ana@Kunde.example", listed_at=timezone.now()
    )
    assert Member.objects.get_by_natural_key("aNA@kunde.example") == member
    assert Customer.objects.at("aNA@kunde.example").get() == listed
