"""A query whose SQL is worked out once answers as the queryset does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.asked_often import asked_often
from community.models import Member
from ideas.models import Idea
from ideas.reading import idea_for_vote
from tests.makers import make_board, make_idea, make_member

pytestmark = pytest.mark.django_db
Counted = Callable[[int], object]


@asked_often
def joined_before(slug: str, moment: object) -> QuerySet[Member]:
    return Member.objects.filter(slug=slug, joined_at__lt=moment)


def test_each_call_answers_for_its_own_values() -> None:
    one, other = make_member(), make_member()
    later = timezone.now() + timedelta(days=1)
    assert joined_before(one.slug, later) == one
    assert joined_before(other.slug, moment=later) == other
    assert joined_before("nobody", later) is None
    assert joined_before(one.slug, later - timedelta(days=9)) is None


def test_what_comes_along_is_what_the_queryset_asked_for(
    django_assert_num_queries: Counted,
) -> None:
    idea, viewer = make_idea(title="A lid that closes"), make_member()
    with django_assert_num_queries(1):
        found = idea_for_vote(idea.pk, viewer)
        assert found is not None
        assert (found, found.title) == (idea, "A lid that closes")
    assert (
        found.get_deferred_fields()
        == Idea.objects.for_vote().get().get_deferred_fields()
    )


def test_a_rule_of_visibility_holds_in_it() -> None:
    shown = make_idea(board=make_board(visibility="members"))
    hidden = make_idea()
    Idea.objects.filter(pk=hidden.pk).update(status="hidden")
    viewer = make_member()
    assert idea_for_vote(shown.pk, viewer) == shown
    assert idea_for_vote(hidden.pk, viewer) is None


def test_a_query_that_decides_by_its_value_is_refused() -> None:
    @asked_often
    def wrong(viewer: Member) -> QuerySet[Member]:
        return Member.objects.all() if viewer.is_staff else Member.objects.none()

    with pytest.raises(AttributeError, match="is_staff"):
        wrong(make_member())


def test_a_value_that_is_no_key_is_bound_and_never_read_as_sql() -> None:
    make_member()
    assert joined_before("x' OR '1'='1", timezone.now()) is None


def prepared() -> list[str]:
    """The statements that PostgreSQL has planned for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.parametrize("is_allowed", [True, False])
def test_its_plan_is_made_once_in_a_connection_where_that_is_allowed(
    *, is_allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asked_often
    def by_name(name: str) -> QuerySet[Member]:
        return Member.objects.filter(name=name, about=str(is_allowed))

    if not is_allowed:
        connection.ensure_connection()
        monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    member = make_member(name="Ann Ode", about=str(is_allowed))

    for name in ["Ann Ode", "Nobody", "Ann Ode", "Ann Ode"]:
        assert by_name(name) == (member if name == "Ann Ode" else None)

    assert any('"about" =' in each for each in prepared()) == is_allowed


def test_who_looks_on_sees_what_was_asked() -> None:
    for _ in range(4):
        with CaptureQueriesContext(connection) as queries:
            joined_before("nobody", timezone.now())
    assert "community_member" in queries[0]["sql"]
