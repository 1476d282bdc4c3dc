"""Posts that say nearly the same find each other, with a model or without."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from community import likeness
from community.models import Board, Member
from ideas.actions.ideas import edit_idea, hide_idea
from ideas.actions.likenesses import make_latest_likenesses, make_likenesses
from ideas.actions.words import refresh_words
from ideas.models import Idea, Likeness
from ideas.models.idea import Status
from tests.makers import make_board, make_idea

LOUD = "The motor is too loud at night"
QUIET = "The motor should be quieter at night"


def digests() -> dict[int, str]:
    return dict(Likeness.objects.values_list("idea", "digest"))


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def take_away() -> None:
        monkeypatch.setattr(likeness, "encoder", lambda: None)

    return take_away


def test_each_post_is_made_once_and_again_when_its_title_is_another() -> None:
    idea, other = make_idea(title=LOUD), make_idea()
    assert make_likenesses() == 2
    before = digests()

    assert make_likenesses() == 0
    edit_idea(idea, by=idea.author, title="Ship to Norway", body="")
    assert make_likenesses() == 1

    assert digests()[other.pk] == before[other.pk]
    assert digests()[idea.pk] != before[idea.pk]


def test_another_body_is_no_other_title() -> None:
    idea = make_idea(title=LOUD)
    make_likenesses()

    edit_idea(idea, by=idea.author, title=LOUD, body="Every night.")

    assert make_likenesses() == 0


def test_another_encoder_makes_all_anew(settings: Settings) -> None:
    make_idea()
    make_likenesses()
    likeness.encoder.cache_clear()
    settings.LIKENESS_ENCODER = "tests.community.test_likeness.Silent"

    assert make_likenesses() == 1

    likeness.encoder.cache_clear()


def test_what_is_hidden_is_left_out() -> None:
    hide_idea(make_idea())

    assert make_likenesses() == 0


def test_many_are_made_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ideas.actions.likenesses.BATCH", 2)
    for _ in range(5):
        make_idea()

    assert make_likenesses(seconds=0) == 2
    assert make_likenesses() == 3


def test_every_few_seconds_only_what_changed_lately_is_looked_at() -> None:
    old = make_idea(at=timezone.now() - timedelta(hours=1))
    new = make_idea()

    assert make_latest_likenesses() == 1
    assert digests().keys() == {new.pk}
    assert make_likenesses() == 1
    assert old.pk in digests()


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_leaves_it_to_the_first() -> None:
    make_idea()
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_advisory_lock(hashtext('ideas.likeness'))")
        assert make_likenesses() == 0
        other.connection.close()

    assert make_likenesses() == 1


def test_other_words_for_the_same_are_found() -> None:
    meant = make_idea(title=LOUD)
    for title in ["Ship to Norway", "A lamp for the hoop", "Where is my parcel?"]:
        make_idea(title=title)
    make_likenesses()

    assert list(Idea.objects.like(QUIET)) == [meant]
    assert list(Idea.objects.like("What does a leather needle cost?")) == []


def test_a_post_of_this_moment_is_found_by_its_spelling() -> None:
    make_idea(title="Ship to Norway")
    make_likenesses()
    fresh = make_idea(title=LOUD)

    assert list(Idea.objects.like("The motor is so loud at night")) == [fresh]


def test_a_post_finds_those_near_to_it_without_a_model(
    no_model: Callable[[], None],
) -> None:
    one, other = make_idea(title=LOUD), make_idea(title=QUIET)
    make_likenesses()
    no_model()

    assert list(Idea.objects.near(one)) == [other]


def test_without_a_model_the_spelling_is_enough(no_model: Callable[[], None]) -> None:
    idea = make_idea(title=LOUD)
    refresh_words()
    no_model()

    assert make_likenesses() == 0
    assert list(Idea.objects.like("The motor is so loud at night")) == [idea]


def test_those_that_nobody_may_see_crowd_nobody_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The nearest are for members; a visitor gets the nearest of the others."""
    monkeypatch.setattr("ideas.models.alike.NEAREST", 3)
    monkeypatch.setattr("ideas.models.alike.NEWEST", 0)
    shown = make_idea(title=QUIET)
    inside = make_board(visibility=Board.Visibility.MEMBERS)
    for n in range(30):
        make_idea(title=f"{LOUD} {n}", board=inside)
    make_likenesses()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # the index it is
        cursor.execute("SET LOCAL hnsw.ef_search = 3")
    assert list(Idea.objects.visible_to(None).like(LOUD)) == [shown]
    assert len(Idea.objects.visible_to(Member()).like(LOUD)) == 3


def test_it_costs_the_same_for_any_number_of_posts() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(Idea.objects.listed().like(LOUD))
        return len(queries)

    make_idea(title=LOUD)
    make_likenesses()
    few = cost()
    for n in range(30):
        make_idea(title=f"{QUIET} {n}")
    make_likenesses()

    assert cost() == few == 2


def test_what_was_folded_in_is_not_found() -> None:
    idea = make_idea(title=LOUD)
    make_likenesses()
    Idea.objects.filter(pk=idea.pk).update(status=Status.HIDDEN)

    assert list(Idea.objects.listed().like(LOUD)) == []
