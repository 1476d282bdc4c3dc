"""Search finds what is written nearly so, and what is alike, at a bounded cost."""

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from ideas.actions.ideas import withdraw_idea
from ideas.actions.ranks import refresh_ranks
from ideas.actions.votes import cast_vote
from ideas.actions.words import refresh_words
from ideas.models import Idea, Word, search
from ideas.models.word import Spelling
from tests.makers import make_idea, make_member

pytestmark = pytest.mark.django_db


def titles(found: QuerySet[Idea]) -> list[str]:
    return [idea.title for idea in found.select_related("conversation")]


@pytest.mark.parametrize(
    "asked",
    ["needle", "NEEDLE", "need", "neddle", "neadle", "needels", "needle thread"],
)
def test_a_slip_of_the_pen_finds_what_was_meant(asked: str) -> None:
    make_idea(title="A lamp for the hoop")
    meant = make_idea(title="Show when the needle is blunt", body="And the thread.")
    refresh_words()

    assert titles(Idea.objects.search(asked)) == [meant.title]


def test_another_ending_finds_both_and_the_exact_word_first() -> None:
    one = make_idea(title="Needle case")
    many = make_idea(title="Needles case")
    refresh_words()

    found = Idea.objects.relevant("needles")
    assert titles(found.order_by(F("relevance").desc())) == [many.title, one.title]


def test_a_word_that_nobody_counted_yet_is_found_as_it_stands() -> None:
    idea = make_idea(title="A zipper foot")

    assert Word.objects.count() == 0
    assert titles(Idea.objects.search("zipper")) == [idea.title]


@pytest.mark.parametrize("asked", ["'", "a & b | !c", "(((", ":*", "\\", "  ", "-"])
def test_no_sign_breaks_a_search(asked: str) -> None:
    make_idea(title="a b c")
    refresh_words()

    list(Idea.objects.relevant(asked))
    list(Idea.objects.like(asked))
    list(Idea.objects.spelled_like(asked))


def test_words_are_those_of_listed_ideas_and_go_with_them() -> None:
    idea = make_idea(title="Xylophone mode", body="Please.")
    make_idea(title="Please be quiet", body="")
    refresh_words()
    assert Word.objects.get(word="please").ideas == 2

    withdraw_idea(idea, by=idea.author)
    assert refresh_words() == refresh_words() == 2
    assert set(Word.objects.values_list("word", "ideas")) == {
        ("please", 1),
        ("quiet", 1),
    }


def test_what_is_spelled_alike_is_told_by_its_rare_words() -> None:
    alike = make_idea(title="The bobbin runs out without a warning")
    for place in range(5):
        make_idea(title=f"The lamp without a shade {place}")
    refresh_words()

    asked = "Warn me before the bobbin is out"
    assert titles(Idea.objects.spelled_like(asked)) == [alike.title]


def test_of_a_word_that_everybody_says_the_best_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ideas = [make_idea(title=f"Quiet {place}") for place in range(4)]
    for idea in ideas[1:3]:
        cast_vote(idea, voter=make_member(verified=True))
    refresh_ranks()
    monkeypatch.setattr(search, "LOOKED_AT", 2)

    with CaptureQueriesContext(connection) as queries:
        found = set(Idea.objects.relevant("quiet"))

    assert found == set(ideas[1:3])
    assert len(queries) == 2


@pytest.mark.parametrize("are_few", [True, False])
@pytest.mark.parametrize("asked", ["neddle", "needle thread", "lamp", "nobody"])
def test_both_ways_to_look_find_the_same(
    asked: str, *, are_few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_idea(title="A lamp for the hoop")
    make_idea(title="Show when the needle is blunt", body="And the thread.")
    make_idea(title="A needle for the thread")
    refresh_words()
    expected = {pk for (pk,) in Idea.objects.search(asked).values_list("pk")}

    monkeypatch.setattr(search, "_are_few", lambda _words, every: are_few)

    assert {pk for (pk,) in Idea.objects.search(asked).values_list("pk")} == expected


def test_a_word_of_many_ideas_is_met_on_the_way_and_one_of_few_looked_up() -> None:
    few, many = Spelling(["hoop"], 40, of=100_000), Spelling(["it"], 60_000, of=100_000)
    assert search._are_few([few], every=True)
    assert search._are_few([few, many], every=True)
    assert not search._are_few([many], every=True)
    assert not search._are_few([few, many], every=False)
