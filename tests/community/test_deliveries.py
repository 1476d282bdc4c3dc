from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from community.actions.deliveries import (
    WAITS,
    deliver,
    enqueue,
    lease_due_deliveries,
    retry,
)
from community.channels import send_mail
from community.models import Attempt, Delivery
from community.outcome import Outcome
from community.quiet import quiet
from tests.makers import make_member

MAIL = {"subject": "Hello", "text": "You were read."}


def a_mail(effect: str = "e") -> Delivery:
    pk = enqueue("mail", target=str(make_member().pk), effect=effect, payload=MAIL)
    return Delivery.objects.get(pk=pk)


def fails(_delivery: Delivery) -> Outcome:
    return Outcome(is_success=False, status="503")


def raises(_delivery: Delivery) -> Outcome:
    raise OSError("no route")


@pytest.fixture
def failing(settings: pytest.FixtureRequest) -> None:
    settings.DELIVERY_CHANNELS = {"mail": f"{__name__}.fails"}


def test_the_same_effect_is_sent_once() -> None:
    first = a_mail()
    assert enqueue("mail", target="1", effect="e", payload=MAIL) is None
    assert Delivery.objects.get() == first


def test_a_mail_goes_out_with_one_message_id() -> None:
    row = a_mail()
    ((pk, lease),) = lease_due_deliveries()

    assert deliver(pk, lease)
    assert not deliver(pk, lease)

    row.refresh_from_db()
    assert row.state == "delivered"
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [
        f"<{row.key}@localhost>"
    ]


def test_a_leased_row_is_leased_to_nobody_else() -> None:
    a_mail()
    assert len(lease_due_deliveries()) == 1
    assert lease_due_deliveries() == []


def test_what_its_holder_never_finished_is_due_again() -> None:
    a_mail()
    ((pk, dead),) = lease_due_deliveries()
    Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    ((again, lease),) = lease_due_deliveries()

    assert (again, lease != dead) == (pk, True)
    assert not deliver(pk, dead)
    assert deliver(pk, lease)


@pytest.mark.usefixtures("failing")
def test_a_failure_waits_longer_each_time_and_ends_visibly() -> None:
    row = a_mail()
    for number, wait in enumerate(WAITS, start=1):
        ((pk, lease),) = lease_due_deliveries()
        deliver(pk, lease)
        row.refresh_from_db()
        left = row.due_at - timezone.now()
        assert wait * 0.79 <= left <= wait * 1.21
        assert (row.state, row.attempts.count()) == ("waiting", number)
        Delivery.objects.update(due_at=F("due_at") - wait * 1.3)
    ((pk, lease),) = lease_due_deliveries()
    deliver(pk, lease)
    row.refresh_from_db()
    assert (row.state, row.attempts.count()) == ("given_up", 10)


def test_one_broken_channel_does_not_stop_the_others(settings) -> None:
    settings.DELIVERY_CHANNELS = {"mail": f"{__name__}.raises"}
    a_mail()
    ((pk, lease),) = lease_due_deliveries()
    assert not deliver(pk, lease)
    assert Attempt.objects.get().status == "OSError"


@pytest.mark.usefixtures("failing")
def test_what_was_given_up_can_be_sent_once_more() -> None:
    row = a_mail()
    Delivery.objects.update(attempt_count=9)
    ((pk, lease),) = lease_due_deliveries()
    deliver(pk, lease)
    row.refresh_from_db()
    assert row.state == "given_up"

    retry(row)

    assert len(lease_due_deliveries()) == 1


def test_who_has_left_gets_no_mail() -> None:
    row = a_mail()
    row.target = "0"
    assert send_mail(row).is_final


def test_nothing_is_queued_in_quiet() -> None:
    with quiet():
        assert enqueue("mail", target="1", effect="e", payload=MAIL) is None
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("failing")
def test_what_queued_longer_than_its_lease_was_no_attempt() -> None:
    row = a_mail()
    for _ in range(12):
        ((pk, lease),) = lease_due_deliveries()
        Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        assert not deliver(pk, lease)
    ((pk, lease),) = lease_due_deliveries()
    deliver(pk, lease)
    row.refresh_from_db()
    assert (row.state, row.attempt_count, row.attempts.count()) == ("waiting", 1, 1)


def long_enough(delivery: Delivery) -> Outcome:
    left = Delivery.objects.get(pk=delivery.pk).leased_until - timezone.now()
    return Outcome(is_success=left > timedelta(seconds=30), status=str(left))


def test_a_sending_that_begins_late_has_its_minute(settings) -> None:
    settings.DELIVERY_CHANNELS = {"mail": f"{__name__}.long_enough"}
    a_mail()
    ((pk, lease),) = lease_due_deliveries()
    Delivery.objects.update(leased_until=timezone.now() + timedelta(seconds=5))
    assert deliver(pk, lease)
