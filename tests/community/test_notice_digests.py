"""The digest: once a morning at most, of what was not mailed yet, whoever writes it."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.actions import notice_digests
from community.actions.mail_choices import choose_notices, choose_rhythm
from community.actions.members import leave
from community.actions.notice_digests import write_notice_digests
from community.actions.notices import notify, read_notices
from community.models import Delivery, Member, Notice
from tests.at_once import at_once
from tests.makers import make_member

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
EIGHT = MONDAY.replace(hour=8)
numbers = count(1)


def tell(member: Member, kind: str = "comment", *, at: datetime = MONDAY) -> str:
    title = f"News number {next(numbers)}."
    assert notify(member, kind, title=title, url="/x/", effect=title, at=at)
    return title


def mails() -> list[Delivery]:
    return list(Delivery.objects.filter(effect__startswith="notices:").order_by("pk"))


def test_one_mail_in_the_morning_says_all_that_waits() -> None:
    member = make_member()
    titles = [tell(member) for _ in range(3)]
    assert write_notice_digests(now=EIGHT - timedelta(minutes=1)) == 0
    assert write_notice_digests(now=EIGHT) == 1
    assert write_notice_digests(now=EIGHT + timedelta(hours=3)) == 0
    payload = mails()[0].payload
    assert payload["subject"] == "3 things happened with what you said or follow"
    assert all(title in payload["text"] for title in titles)
    assert not member.notices.waiting().exists()


def test_where_there_is_nothing_to_say_there_is_no_mail() -> None:
    reader, gone, off, silent = (make_member() for _ in range(4))
    for each in (reader, gone, off):
        tell(each)
    read_notices(reader, upto=Notice.objects.latest("pk").pk)
    leave(gone)
    choose_notices(off, choices={"comment": "off"})
    assert silent
    assert write_notice_digests(now=EIGHT) == 0
    assert mails() == []


def test_what_comes_after_the_morning_waits_for_the_next() -> None:
    member = make_member()
    tell(member)
    write_notice_digests(now=EIGHT)
    late = tell(member, at=EIGHT + timedelta(hours=1))
    assert write_notice_digests(now=EIGHT + timedelta(hours=10)) == 0
    assert write_notice_digests(now=EIGHT + timedelta(days=1)) == 1
    assert mails()[1].payload["subject"] == late


def test_each_has_a_morning_of_their_own() -> None:
    zones = ["Pacific/Auckland", "Europe/Berlin", "America/Los_Angeles", "No/Where"]
    members = {zone: make_member(time_zone=zone) for zone in zones}
    for member in members.values():
        tell(member, at=MONDAY - timedelta(hours=6))
    order = [
        hour
        for hour in range(24)
        if write_notice_digests(now=MONDAY + timedelta(hours=hour))
    ]
    # Auckland's morning (19:00 UTC the day before) was over when the day began.
    assert order == [0, 7, 8, 16]


def test_weekly_is_on_mondays_and_later_if_nobody_wrote_then() -> None:
    member = make_member()
    choose_rhythm(member, is_off=False, digest="weekly")
    tell(member, at=EIGHT + timedelta(hours=1))
    for day in range(7):
        assert write_notice_digests(now=EIGHT + timedelta(days=day, hours=2)) == 0
    assert write_notice_digests(now=EIGHT + timedelta(days=9)) == 1


def test_in_quiet_hours_the_digest_is_due_at_their_end() -> None:
    member = make_member()
    choose_rhythm(member, is_off=False, quiet_from=time(7), quiet_until=time(10))
    tell(member)
    write_notice_digests(now=EIGHT)
    assert mails()[0].due_at == EIGHT.replace(hour=10)


def test_many_are_counted_and_the_first_are_said() -> None:
    member = make_member()
    for _ in range(25):
        tell(member)
    write_notice_digests(now=EIGHT)
    text = mails()[0].payload["text"]
    assert text.count("News number") == 20
    assert "and 5 more" in text
    assert not member.notices.waiting().exists()


def test_one_that_fails_stops_no_other(monkeypatch) -> None:
    bad, good = make_member(), make_member()
    for each in (bad, good):
        tell(each)
    write = notice_digests._write

    def fails(member: Member, now: datetime) -> bool:
        if member == bad:
            raise RuntimeError("a row that cannot be")
        return write(member, now)

    monkeypatch.setattr(notice_digests, "_write", fails)
    assert write_notice_digests(now=EIGHT) == 1
    assert bad.notices.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_however_many_write_at_once_each_hears_once() -> None:
    members = [make_member() for _ in range(5)]
    for _round in range(4):
        for member in members:
            tell(member)
        now = EIGHT + timedelta(days=_round)
        at_once(*[partial(write_notice_digests, now=now) for _ in range(6)])
    said = Counter(
        line
        for mail in mails()
        for line in mail.payload["text"].splitlines()
        if line.startswith("News number")
    )
    assert len(said) == 20
    assert set(said.values()) == {1}
    assert len(mails()) == 20


def test_what_was_turned_off_as_it_was_written_is_not_mailed() -> None:
    """The choice came between reading the choices and writing the row."""
    member = make_member()
    tell(member)
    kept = tell(member, "status")
    member.preferences.create(kind="comment", choice="off")
    assert write_notice_digests(now=EIGHT) == 1
    assert mails()[0].payload["subject"] == kept
    assert not member.notices.waiting().exists()


def test_a_turn_that_is_over_leaves_the_others_to_the_next(monkeypatch) -> None:
    members = [make_member() for _ in range(3)]
    for member in members:
        tell(member)
    monkeypatch.setattr(notice_digests, "A_TURN", -1.0)
    assert write_notice_digests(now=EIGHT) == 0
    monkeypatch.undo()
    assert write_notice_digests(now=EIGHT) == 3


@pytest.mark.django_db(transaction=True)
def test_one_that_reads_while_it_is_written_hears_once_or_not_at_all() -> None:
    for _round in range(8):
        member = make_member()
        for _each in range(30):
            tell(member)
        at_once(
            partial(write_notice_digests, now=EIGHT),
            partial(read_notices, member, upto=10**9),
            partial(choose_notices, member, choices={"comment": "off"}),
            partial(write_notice_digests, now=EIGHT),
            partial(choose_rhythm, member, is_off=True),
        )
        assert not member.notices.waiting().exists()
        mailed = member.notices.exclude(mailed_at=None).count()
        assert mailed in {0, 30}
        assert Delivery.objects.filter(target=str(member.pk)).count() == (mailed > 0)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.sampled_from(["comment", "status", "told"])),
        st.tuples(st.just("choose"), st.sampled_from(["at_once", "digest", "off"])),
        st.tuples(st.just("write"), st.integers(0, 30)),
        st.tuples(st.just("die"), st.integers(0, 30)),
        st.tuples(st.just("read"), st.just(0)),
    ),
    max_size=25,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_happens_no_notice_is_in_two_mails(
    steps: list[tuple[str, object]],
) -> None:
    """`die`: the process ends when the mail is written and before the rows say so."""
    member, now = make_member(), EIGHT
    for step, value in steps:
        if step == "tell":
            tell(member, str(value), at=now - timedelta(hours=2))
        elif step == "choose":
            choose_notices(member, choices={"comment": str(value), "told": str(value)})
        elif step == "read":
            read_notices(member, upto=10**9)
        else:
            now += timedelta(hours=int(str(value)))
            _write(now, dies=step == "die")
    own = Delivery.objects.filter(channel="mail", target=str(member.pk))
    texts = [delivery.payload["text"] for delivery in own]
    for notice in member.notices.all():
        found = sum(notice.title in text for text in texts)
        assert found == (1 if notice.mailed_at else 0)
        assert not (notice.mailed_at and notice.waits_for_digest)
    days = [mail.effect for mail in own if mail.effect.startswith("notices:")]
    assert len(days) == len(set(days))


def _write(now: datetime, *, dies: bool) -> None:
    if not dies:
        write_notice_digests(now=now)
        return
    with pytest.MonkeyPatch.context() as patch:

        def ends(*_arguments: object, **_named: object) -> None:
            raise Killed

        real = notice_digests.enqueue
        patch.setattr(
            notice_digests,
            "enqueue",
            lambda *a, **k: (real(*a, **k), ends()),
        )
        with suppress(Killed):
            write_notice_digests(now=now)


class Killed(BaseException):
    """As SIGKILL: nobody catches it, and the transaction is no more."""
