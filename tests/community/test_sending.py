"""Sending by threads: fair to every receiver, and nothing is held in memory alone."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from community.actions import deliveries, sending
from community.actions.deliveries import enqueue, lease
from community.lanes import Lanes
from community.models import Delivery
from community.outcome import Outcome

pytestmark = pytest.mark.django_db(transaction=True)
sent: Counter[str] = Counter()
slow = threading.Event()


def send(delivery: Delivery) -> Outcome:
    sent[delivery.effect] += 1
    if delivery.target == "dead":
        slow.wait(3)
        return Outcome(is_success=False, status="no answer")
    return Outcome(is_success=True, status="204")


@pytest.fixture(autouse=True)
def _fresh(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.DELIVERY_CHANNELS = {"webhook": f"{__name__}.send"}
    monkeypatch.setattr(sending, "lanes", Lanes())
    sent.clear()
    slow.clear()
    yield
    slow.set()


def waiting(target: str, count: int) -> None:
    for number in range(count):
        effect = f"{target}:{number}"
        enqueue("webhook", target=target, effect=effect, payload={})


def states() -> Counter[str]:
    return Counter(Delivery.objects.values_list("state", flat=True))


def test_everything_due_is_sent_once_by_several_threads() -> None:
    for target in ("one", "two", "three"):
        waiting(target, 40)
    assert sending.send_due(threads=4) == 120
    assert states() == {"delivered": 120}
    assert set(sent.values()) == {1}


def test_a_dead_receiver_keeps_nobody_else_waiting() -> None:
    waiting("dead", 60)
    waiting("well", 60)

    def work() -> None:
        sending.send_due(threads=6)
        connection.close()

    running = threading.Thread(target=work)
    running.start()
    deadline = time.monotonic() + 2.5
    well = Delivery.objects.filter(target="well", state="delivered")
    while well.count() < 60 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert well.count() == 60
    slow.set()
    running.join()
    assert max(sent.values()) == 1
    tried = Delivery.objects.filter(target="dead", attempt_count=1).count()
    assert tried == sum(key.startswith("dead") for key in sent)
    assert tried < 20
    assert states()["leased"] == 0


def test_what_is_given_back_is_due_at_once_and_no_attempt() -> None:
    waiting("one", 3)
    leased = lease(10)
    deliveries.give_back(leased)
    assert set(Delivery.objects.values_list("state", "attempt_count")) == {
        ("waiting", 0)
    }
    assert len(lease(10)) == 3


def test_a_lane_that_is_closed_is_not_fetched_and_a_doubtful_one_once() -> None:
    for target in ("one", "two", "three"):
        waiting(target, 5)
    found = lease(100, each=3, closed=["webhook:one"], doubtful=["webhook:two"])
    assert Counter(one.lane for one in found) == {"webhook:two": 1, "webhook:three": 3}


def test_an_answer_is_written_down_though_the_database_was_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting("one", 1)
    record, failures = deliveries._record, [1, 1]

    def away_twice(*args: object, **values: object) -> None:
        if failures:
            failures.pop()
            raise OperationalError("the connection is lost")
        record(*args, **values)

    monkeypatch.setattr(deliveries, "_record", away_twice)
    sending.send_due(threads=1)
    assert states() == {"delivered": 1}
    assert sent == {"one:0": 1}


def test_the_clock_of_the_application_decides_about_no_lease(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A host whose clock is an hour off sends when it should, and holds its leases."""
    real = timezone.now
    for skew in (timedelta(hours=1), -timedelta(hours=1)):
        monkeypatch.setattr(timezone, "now", lambda skew=skew: real() + skew)
        waiting(f"skewed by {skew}", 2)
        assert sending.send_due(threads=1) == 2
    assert states() == {"delivered": 4}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM community_delivery JOIN community_attempt a "
            "ON a.delivery_id = community_delivery.id "
            "WHERE abs(extract(epoch FROM now() - a.started_at)) > 60"
        )
        assert cursor.fetchone() == (0,)


def test_no_connection_is_left_when_everything_is_sent() -> None:
    others = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()"""

    def open_lines() -> int:
        with connection.cursor() as cursor:
            cursor.execute(others)
            return int(cursor.fetchone()[0])

    before = open_lines()
    waiting("one", 40)
    sending.send_due(threads=4)
    deadline = time.monotonic() + 5  # a server process takes a moment to end
    while open_lines() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert open_lines() == before
