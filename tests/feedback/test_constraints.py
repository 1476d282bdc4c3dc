from collections.abc import Callable

import pytest
from django.db.models import Model
from django.utils import timezone

import feedback.models
from feedback.models import (
    Endpoint,
    Evidence,
    Handoff,
    Insight,
    Question,
    Team,
    TeamMember,
)
from tests.makers import (
    make_colleague,
    make_handoff,
    make_member,
    make_team,
    make_ticket,
)
from tests.refusals import assert_refused

NOW = timezone.now()


def twice(model: type[Model], **values: object) -> Callable[[], object]:
    return lambda: (
        model._default_manager.create(**values),
        model._default_manager.create(**values),
    )


def set_on(row: Model, **values: object) -> Callable[[], object]:
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**values)


def an_insight(**values: object) -> Insight:
    row = {"sentence": "Seals age.", "by": make_colleague(), "team": make_team()}
    return Insight.objects.create(
        **row | {"written_at": NOW, "updated_at": NOW} | values
    )


def an_evidence(**values: object) -> Evidence:
    row = {"insight": an_insight(), "conversation": make_ticket(), "excerpt": "leaks"}
    return Evidence.objects.create(**row | values)


def a_question() -> Question:
    return Question.objects.create(
        conversation=make_ticket(), by=make_colleague(), text="When?", asked_at=NOW
    )


CASES: dict[str, Callable[[], Callable[[], object]]] = {
    "one_team_of_last_resort": lambda: (
        lambda: (
            make_team(is_last_resort=True),
            make_team(is_last_resort=True),
        )
    ),
    "once_in_a_team": lambda: twice(TeamMember, team=make_team(), member=make_member()),
    "one_open_handoff_per_conversation": lambda: twice(
        Handoff,
        conversation=make_ticket(),
        team=make_team(),
        created_at=NOW,
        due_at=NOW,
    ),
    "read_by_a_named_person": lambda: set_on(make_handoff(make_ticket()), read_at=NOW),
    "taken_by_a_named_person": lambda: set_on(
        make_handoff(make_ticket()), taken_at=NOW
    ),
    "what_is_closed_has_an_outcome": lambda: set_on(
        make_handoff(make_ticket()), closed_at=NOW
    ),
    "a_return_has_a_reason": lambda: set_on(
        make_handoff(make_ticket()), closed_at=NOW, outcome="returned"
    ),
    "an_answer_has_words_and_a_time": lambda: set_on(a_question(), answered_at=NOW),
    "an_insight_is_a_sentence": lambda: lambda: an_insight(sentence=""),
    "one_evidence_per_conversation": lambda: twice(
        Evidence, insight=an_insight(), conversation=make_ticket(), excerpt="leaks"
    ),
    "evidence_is_somebody_s_words": lambda: lambda: an_evidence(excerpt=""),
    "a_reply_has_a_time": lambda: set_on(an_evidence(told_at=NOW), reply="confirmed"),
    "only_who_was_told_replies": lambda: set_on(
        an_evidence(), reply="confirmed", replied_at=NOW
    ),
    "an_endpoint_has_a_secret": lambda: (
        lambda: Endpoint.objects.create(
            name="x", url="https://example.com", sealed_secret="", created_at=NOW
        )
    ),
    "an_endpoint_has_an_address": lambda: (
        lambda: Endpoint.objects.create(
            name="x", url="", sealed_secret="s", created_at=NOW
        )
    ),
    "an_endpoint_is_on_the_web": lambda: (
        lambda: Endpoint.objects.create(
            name="x", url="javascript:pwn()", sealed_secret="s", created_at=NOW
        )
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_the_database_refuses(rule: str) -> None:
    assert_refused(rule, CASES[rule]())


def test_every_rule_of_the_desk_is_tried() -> None:
    models = [getattr(feedback.models, name) for name in feedback.models.__all__]
    assert {c.name for model in models for c in model._meta.constraints} == CASES.keys()


def test_a_team_has_one_name_and_one_key() -> None:
    make_team("Seals", slug="seals")
    assert_refused(
        "feedback_team_name_key", lambda: Team.objects.create(name="Seals", slug="two")
    )
