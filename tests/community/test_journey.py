from community.actions.conversations import advance, expect
from community.journey import sentence, stops
from community.models import Conversation
from tests.makers import make_colleague, make_idea, make_ticket


def drawn(said: Conversation) -> list[str]:
    return [stop.state for stop in stops(said)]


def test_a_new_post_waits_for_a_named_team() -> None:
    said = make_idea().conversation
    expect(said, waits_for="the Frame team")
    assert drawn(said) == ["done", "waits", "ahead", "ahead", "ahead"]
    assert "Waits for the Frame team" in sentence(said)[1]


def test_a_post_that_taught_still_waits_for_its_decision() -> None:
    said, ana = make_idea().conversation, make_colleague()
    for stage in ("read", "learned", "told"):
        advance(said, stage, by=ana)
    assert drawn(said) == ["done", "done", "done", "waits", "done"]


def test_a_ticket_that_taught_needs_no_decision() -> None:
    said, ana = make_ticket(), make_colleague()
    for stage in ("read", "learned", "told"):
        advance(said, stage, by=ana)
    assert drawn(said) == ["done", "done", "done", "skipped", "done"]


def test_what_was_decided_without_a_lesson_says_so() -> None:
    said, ana = make_idea().conversation, make_colleague(name="Ana")
    advance(said, "read", by=ana)
    advance(said, "decided", by=ana, note="Shipped")
    advance(said, "told", by=ana)
    assert drawn(said) == ["done", "done", "skipped", "done", "done"]
    assert stops(said)[3].note == "Shipped, by Ana"
