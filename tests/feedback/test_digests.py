from datetime import UTC, datetime

from community.models import Delivery
from feedback.actions.digests import write_digests
from feedback.actions.handoffs import open_handoff
from feedback.actions.routing import route
from feedback.actions.teams import join_team, open_team
from tests.makers import make_colleague, make_ticket

EIGHT = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)


def test_a_colleague_gets_one_digest_a_day_in_their_morning() -> None:
    team = open_team("Door", promise_days=1)
    ana = make_colleague(name="Ana Ruiz")
    late = make_colleague(time_zone="America/Los_Angeles")
    odd = make_colleague(time_zone="Nowhere/At_all")
    for each in (ana, late, odd):
        join_team(team, each)
    join_team(team, make_colleague(), wants_digest=False)
    for n in range(7):
        route(make_ticket(f"It leaks {n}.", at=EIGHT), at=EIGHT)

    assert write_digests(now=EIGHT) == 2
    assert write_digests(now=EIGHT.replace(hour=9)) == 0
    assert write_digests(now=EIGHT.replace(hour=16)) == 1
    assert write_digests(now=EIGHT.replace(day=24)) == 2

    mail = Delivery.objects.filter(channel="mail", target=str(ana.pk)).earliest("pk")
    assert mail.payload["subject"] == "Door: 7 conversations wait to be read"
    assert mail.payload["text"].startswith("Good morning Ana,")
    assert "and 2 more" in mail.payload["text"]
    assert "Promised for today" in mail.payload["text"]
    assert "no rule matched" in mail.payload["text"]


def test_where_there_is_nothing_to_say_nothing_is_sent() -> None:
    team = open_team("Door")
    ana = make_colleague()
    join_team(team, ana)
    assert write_digests(now=EIGHT) == 0
    handoff = route(make_ticket())
    assert handoff
    open_handoff(handoff, by=ana)
    assert write_digests(now=EIGHT) == 0
