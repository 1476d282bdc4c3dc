from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

import ideas.models
from community.likeness import DIMENSIONS
from ideas.actions.pins import pin_idea
from ideas.actions.prompts import set_prompt
from ideas.models import (
    Answer,
    Credit,
    Follow,
    Held,
    Helpful,
    Idea,
    Likeness,
    Merge,
    Pin,
    Prompt,
    ReleaseIdea,
    Seen,
    Share,
    Twin,
    Vote,
    WordRule,
)
from tests.makers import (
    make_board,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
    make_release,
)
from tests.refusals import assert_refused

NOW = timezone.now()


def twice(model: type, **values: object) -> Callable[[], object]:
    return lambda: (model.objects.create(**values), model.objects.create(**values))


def set_on(row: object, **values: object) -> Callable[[], object]:
    return lambda: type(row).objects.filter(pk=row.pk).update(**values)


def an_answer(**values: object) -> Answer:
    idea = make_idea()
    row = {"idea": idea, "by": make_colleague(), "status": "planned", "text": "Yes."}
    return Answer.objects.create(**row | {"answered_at": NOW} | values)


def a_pin(idea: Idea | None = None) -> Pin:
    return pin_idea(idea or make_idea(), by=make_colleague())


def a_held() -> Held:
    return Held.objects.create(
        author=make_member(),
        kind="idea",
        board=make_board(),
        title="A lid",
        why="A link.",
        held_at=NOW,
    )


def twice_on_a_board() -> None:
    board = make_board()
    pins = [a_pin(make_idea(board=board)) for _ in range(2)]
    set_on(pins[1], position=1)()


def shared_twice(**values: object) -> Callable[[], object]:
    return lambda: [Share.objects.create(token=each, **values) for each in "ab"]


def twins(*, is_turned: bool = False, **values: object) -> Callable[[], object]:
    one, other = sorted((make_idea(), make_idea()), key=lambda idea: idea.pk)
    pair = {"one": other, "other": one} if is_turned else {"one": one, "other": other}
    row = pair | {"score": 0.9, "found_at": NOW} | values
    return lambda: Twin.objects.create(**row)


def both_at_once(act: Callable[[], object]) -> Callable[[], object]:
    return lambda: (act(), act())


CASES: dict[str, Callable[[], Callable[[], object]]] = {
    "one_vote_per_member": lambda: twice(
        Vote, idea=make_idea(), member=make_member(), cast_at=NOW
    ),
    "one_seen_per_member": lambda: twice(
        Seen, idea=make_idea(), member=make_member(), seen_at=NOW
    ),
    "one_follow_per_member": lambda: twice(
        Follow, idea=make_idea(), member=make_member(), since=NOW
    ),
    "helped_once_per_member": lambda: twice(
        Helpful, comment=make_comment(), member=make_member(), marked_at=NOW
    ),
    "counts_are_never_negative": lambda: set_on(make_idea(), vote_count=-1),
    "help_is_never_negative": lambda: set_on(make_comment(), helpful_count=-1),
    "a_merged_idea_says_into_what": lambda: set_on(make_idea(), status="merged"),
    "no_idea_is_merged_into_itself": lambda: set_on(
        make_idea(), status="merged", merged_into=F("id")
    ),
    "one_pin_per_place": lambda: twice_on_a_board,
    "a_board_has_three_places_for_pins": lambda: set_on(a_pin(), position=4),
    "a_board_asks_a_thing_once": lambda: twice(
        Prompt, board=make_board(), question="Why?"
    ),
    "a_question_asks_something": lambda: set_on(
        set_prompt(board=make_board(), question="Why?"), question=""
    ),
    "a_held_post_is_decided_by_a_named_person": lambda: set_on(
        a_held(), state="approved"
    ),
    "a_held_comment_has_its_post_and_a_post_its_title": lambda: set_on(
        a_held(), title=""
    ),
    "what_is_held_says_why": lambda: set_on(a_held(), why=""),
    "one_rule_for_the_same_words": lambda: twice(WordRule, pattern="pills"),
    "a_rule_names_words": lambda: lambda: WordRule.objects.create(pattern=""),
    "no_comment_answers_itself": lambda: set_on(make_comment(), parent=F("id")),
    "a_decision_has_a_reason": lambda: lambda: an_answer(text=""),
    "a_contest_has_words_a_name_and_a_time": lambda: set_on(
        an_answer(), contested_at=NOW
    ),
    "a_release_has_a_title_and_says_what_is_new": lambda: set_on(
        make_release(), notes=""
    ),
    "a_release_is_written_before_it_is_published": lambda: set_on(
        make_release(), published_at=NOW - timedelta(days=1)
    ),
    "a_post_is_once_in_a_release": lambda: twice(
        ReleaseIdea, release=make_release(), idea=make_idea()
    ),
    "one_credit_per_member_and_work": lambda: twice(
        Credit,
        release=make_release(),
        member=make_member(),
        reason="Yes.",
        given_at=NOW,
    ),
    "a_credit_is_for_a_release_or_a_post": lambda: (
        lambda: Credit.objects.create(member=make_member(), reason="Yes.", given_at=NOW)
    ),
    "a_credit_says_what_for": lambda: (
        lambda: Credit.objects.create(
            release=make_release(), member=make_member(), given_at=NOW
        )
    ),
    "one_share_link_per_member_and_post": lambda: shared_twice(
        idea=make_idea(), member=make_member(), created_at=NOW
    ),
    "one_standing_merge": lambda: twice(
        Merge,
        idea=make_idea(),
        into=make_idea(),
        by=make_colleague(),
        status_before="open",
        merged_at=NOW,
    ),
    "a_likeness_points_somewhere": lambda: (
        lambda: Likeness.objects.create(
            idea=make_idea(), vector=[0] * DIMENSIONS, digest="", made_at=NOW
        )
    ),
    "twins_are_met_once": lambda: both_at_once(twins()),
    "the_older_twin_comes_first": lambda: twins(is_turned=True),
    "twins_are_told_apart_by_somebody": lambda: twins(told_apart_at=NOW),
}


@pytest.mark.parametrize("rule", CASES)
def test_the_database_refuses(rule: str) -> None:
    assert_refused(rule, CASES[rule]())


def test_every_rule_of_the_forum_is_tried() -> None:
    models = [getattr(ideas.models, name) for name in ideas.models.__all__]
    assert {c.name for model in models for c in model._meta.constraints} == CASES.keys()
