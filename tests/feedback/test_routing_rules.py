"""The pure rules of routing, with plain values."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedback.routing import (
    Condition,
    Said,
    first_match,
    first_word,
    promise,
    reason_to_match,
)

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
GRINDERS = ("grinders", "Grinders")
SAID = Said(
    board="grinders", source="site", kind="idea", text="How often should I descale it?"
)


def test_the_reason_says_what_matched_in_words() -> None:
    rule = Condition(board=GRINDERS, words=("descal",))
    assert reason_to_match(rule, SAID) == "on the board Grinders, says “descal”"


def test_every_filled_field_must_match() -> None:
    assert reason_to_match(Condition(board=("cups", "Cups")), SAID) is None
    assert reason_to_match(Condition(source=("mail", "Mail")), SAID) is None
    assert reason_to_match(Condition(kind=("ticket", "ticket")), SAID) is None
    assert reason_to_match(Condition(board=GRINDERS, words=("foam",)), SAID) is None


def test_an_empty_rule_takes_everything() -> None:
    assert reason_to_match(Condition(), SAID) == "everything comes here"


def test_a_word_matches_from_its_beginning_only() -> None:
    assert first_word(["scale"], "Descale it") is None
    assert first_word(["DESC"], "descale it") == "DESC"
    assert first_word(["über"], "Alles überhaupt") == "über"
    assert first_word(["water tank"], "the water\n  tank") == "water tank"
    assert first_word(["c++"], "I write C++ here") == "c++"
    assert first_word(["", "  "], "anything") is None


def test_a_promise_counts_working_days() -> None:
    friday = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert promise(friday, working_days=1) == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert promise(friday, working_days=0) == friday


words = st.text("abcö ", min_size=1, max_size=8)
keys = st.sampled_from(["a", "b", "c"])
named = st.none() | keys.map(lambda key: (key, key.upper()))
rules = st.builds(
    Condition,
    board=named,
    source=named,
    kind=named,
    words=st.tuples() | st.tuples(words),
)
saids = st.builds(Said, board=st.none() | keys, source=keys, kind=keys, text=words)


@given(st.lists(rules, max_size=6), saids)
def test_the_first_rule_that_matches_wins(table: list[Condition], said: Said) -> None:
    found = first_match(table, said)
    alone = [reason_to_match(rule, said) for rule in table]
    if found is None:
        assert alone == [None] * len(table)
    else:
        place, reason = found
        assert alone[:place] == [None] * place
        assert alone[place] == reason
        assert reason


@given(rules, saids)
def test_narrowing_a_rule_never_makes_it_match_more(
    rule: Condition, said: Said
) -> None:
    wide = Condition(words=rule.words)
    assert reason_to_match(rule, said) is None or reason_to_match(wide, said)


@given(
    st.floats(0, 3_650).map(lambda days: MONDAY + timedelta(days=days)),
    st.integers(0, 40),
)
def test_a_promise_ends_on_a_working_day_and_grows(since: datetime, days: int) -> None:
    due = promise(since, working_days=days)
    assert days == 0 or due.weekday() < 5
    assert due - since >= timedelta(days=days)
    assert promise(since, working_days=days + 1) > due
