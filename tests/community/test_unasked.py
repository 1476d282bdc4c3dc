"""Two unasked-for messages a member and month, whoever sends them."""

from datetime import UTC, datetime
from functools import partial

import pytest

from community.actions.members import consent
from community.actions.notices import notify
from community.errors import HeardEnough, WishesNoLetters
from community.models import Member, Unasked
from tests.at_once import at_once
from tests.makers import make_colleague, make_member

JUNE = datetime(2026, 6, 3, 9, tzinfo=UTC)


def somebody() -> Member:
    member = make_member(name="Ann Ode")
    consent(member, to_contact=True)
    return member


def write(member: Member, effect: str, *, at: datetime = JUNE, **by: Member) -> bool:
    said = {"title": "Shall we talk?", "url": "/", "effect": effect}
    return notify(member, "letter", **said, at=at, **by)


def test_the_third_is_refused_in_words_whoever_sends() -> None:
    member = somebody()
    for n, colleague in enumerate([make_colleague(), make_colleague()]):
        assert write(member, f"e{n}", by=colleague)
    with pytest.raises(HeardEnough, match="Ann Ode has heard twice this month"):
        write(member, "e3", by=make_colleague())
    assert member.notices.count() == 2
    assert write(member, "e4", at=JUNE.replace(month=7))


def test_the_same_message_takes_one_slot() -> None:
    member = somebody()
    assert [write(member, "e") for _ in range(3)] == [True, False, False]
    assert write(member, "other")
    assert member.unasked.count() == 2


def test_what_was_asked_for_takes_none() -> None:
    member = somebody()
    for n in range(5):
        notify(member, "question", title="Which?", url="/", effect=f"q{n}")
    assert not Unasked.objects.exists()


def test_who_agreed_to_no_contact_is_not_written_to() -> None:
    member = make_member()
    with pytest.raises(WishesNoLetters):
        write(member, "e")
    consent(member, to_contact=True)
    assert write(member, "e")
    consent(Member.objects.get(pk=member.pk), to_contact=False)
    with pytest.raises(WishesNoLetters):
        write(member, "after all")  # though the row in hand still says yes


def test_months_are_those_of_utc() -> None:
    member = somebody()
    late = datetime(2026, 6, 30, 23, 59, tzinfo=UTC)
    assert write(member, "a", at=late)
    assert write(member, "b", at=late)
    assert write(member, "c", at=datetime(2026, 7, 1, tzinfo=UTC))


@pytest.mark.django_db(transaction=True)
def test_of_many_who_write_at_once_two_are_heard() -> None:
    for _round in range(5):
        member = somebody()
        done = at_once(*[partial(write, member, f"e{n}") for n in range(8)])
        assert done.count(True) == 2
        assert sum(isinstance(each, HeardEnough) for each in done) == 6
        assert member.notices.count() == member.unasked.count() == 2
