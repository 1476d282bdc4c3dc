from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.actions.conversations import advance, receive, revise
from community.errors import NeverBeen, OutOfOrder
from community.models import Stage
from community.templatetags.hearth import when
from tests.makers import make_colleague, make_member, make_ticket

STAGES = ["read", "learned", "decided", "told"]


def test_the_same_id_at_a_source_is_the_same_conversation() -> None:
    said = {"source": "tickets", "kind": "ticket", "headline": "It leaks"}
    first, is_new = receive(**said, external_id="7")
    again, is_new_again = receive(**said, external_id="7")
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert [stage.stage for stage in first.stages.all()] == ["received"]


@pytest.mark.parametrize("year", [1, 1969, 9999])
def test_nothing_was_said_in_times_that_nobody_lives_in(year: int) -> None:
    with pytest.raises(NeverBeen):
        make_ticket(at=datetime(year, 12, 31, tzinfo=UTC))


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_time_at_the_end_of_the_calendar_can_be_shown(zone: str, year: int) -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)
    with timezone.override(zone):
        assert f"{year:04}-" in when(first if year == 1 else last)


def test_learning_needs_somebody_who_read_it() -> None:
    with pytest.raises(OutOfOrder, match="has not been read yet"):
        advance(make_ticket(), "learned", by=make_colleague())


def test_a_change_of_words_is_a_change_and_no_new_conversation() -> None:
    said = make_ticket("It leaks at the seal.")
    revise(said, by=make_member(), headline="It leaks", text="It leaks at the lid.")
    said.refresh_from_db()
    assert said.text == "It leaks at the lid."
    assert said.updated_at > said.received_at


@given(steps=st.lists(st.sampled_from(STAGES), max_size=8))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_journey_only_goes_forward(steps: list[str]) -> None:
    """However it is pushed: times are set once, in order, each with a line in the log."""
    said, colleague = make_ticket(), make_colleague()
    reached: dict[str, object] = {}
    for step in steps:
        with suppress(OutOfOrder):
            advance(said, step, by=colleague)
            reached.setdefault(step, getattr(said, f"{step}_at"))
    said.refresh_from_db()
    assert {s: getattr(said, f"{s}_at") for s in reached} == reached
    assert "read" in reached or not reached.keys() & {"learned", "decided", "told"}
    assert "told" not in reached or reached.keys() & {"learned", "decided"}
    log = Stage.objects.filter(conversation=said).values_list("stage", flat=True)
    assert set(log) == reached.keys() | {"received"}
