"""Open pages are kept for visitors, and never older than the database."""

import re
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions.conversations import advance
from community.actions.firm import set_up_firm
from community.actions.members import change_profile, leave
from community.models import Edition, Stage
from ideas.actions.follows import follow
from ideas.actions.ideas import edit_idea, withdraw_idea
from ideas.actions.votes import cast_vote
from ideas.models import Idea
from tests.makers import make_colleague, make_comment, make_idea, make_member

pytestmark = pytest.mark.django_db(transaction=True)
TRIGGER = "a_change_opens_a_new_edition"


@pytest.fixture
def idea() -> Idea:
    set_up_firm(name="Nessel")
    return make_idea()


def open_pages(idea: Idea) -> Iterator[str]:
    yield reverse("ideas:home")
    yield reverse("ideas:how")
    yield reverse("ideas:idea-list")
    yield reverse("ideas:idea-list") + "?q=" + idea.title.split()[0]
    yield reverse("ideas:said") + "?q=same"
    yield idea.get_absolute_url()
    yield reverse("ideas:people")
    yield reverse("community:rulings")
    yield idea.author.get_absolute_url()
    yield reverse("feedback:insight-list")


def test_a_kept_page_costs_one_query_and_is_the_same_page(client: Client, idea: Idea):
    for url in open_pages(idea):
        drawn = client.get(url)
        with CaptureQueriesContext(connection) as queries:
            kept = client.get(url)

        assert len(queries) == 1, url
        assert kept.content == drawn.content
        headers = [dict(page.headers) for page in (kept, drawn)]
        numbers = [each.pop("X-Request-ID") for each in headers]
        assert headers[0] == headers[1]
        assert numbers[0] != numbers[1]
        assert not kept.cookies


def test_every_table_that_an_open_page_shows_opens_a_new_edition(
    client: Client, idea: Idea
):
    make_comment(idea)
    with CaptureQueriesContext(connection) as queries:
        for url in open_pages(idea):
            assert client.get(url).status_code == 200
    read = {
        table
        for query in queries
        for table in re.findall(r'(?:FROM|JOIN) "?([a-z]+_\w+)"?', query["sql"])
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s",
            [TRIGGER],
        )
        watched = {table for (table,) in cursor.fetchall()}

    # How many rows PostgreSQL guesses decides how a search looks, never what it finds.
    assert read - watched - {"community_edition", "pg_class"} == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda idea: cast_vote(idea, voter=make_member()),
        lambda idea: follow(idea, member=make_member()),
        make_comment,
        lambda idea: edit_idea(idea, by=idea.author, title="Another", body="Words"),
        lambda idea: withdraw_idea(idea, by=idea.author),
        lambda idea: change_profile(idea.author, changes={"name": "Nobody Else"}),
        lambda idea: leave(idea.author),
        lambda idea: advance(
            idea.conversation, Stage.Name.READ, by=make_colleague(name="Ada")
        ),
    ],
)
def test_a_visitor_sees_every_change_at_once(
    client: Client, idea: Idea, change: Callable[[Idea], object]
):
    url = idea.get_absolute_url()
    before = client.get(url).content

    change(idea)

    assert client.get(url, follow=True).content != before


def test_what_is_not_committed_is_no_news(idea: Idea):
    before = Edition.objects.current()
    with transaction.atomic():
        cast_vote(idea, voter=make_member())
        transaction.set_rollback(True)

    assert Edition.objects.current() == before


def test_changes_at_the_same_time_all_count_and_none_waits(idea: Idea):
    voters = [make_member() for _ in range(8)]
    before = Edition.objects.current()

    def vote(n: int) -> None:
        cast_vote(idea, voter=voters[n])
        connection.close()

    threads = [Thread(target=vote, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Edition.objects.current() == before + 8


def test_who_is_signed_in_is_never_shown_a_kept_page(client: Client, idea: Idea):
    member = make_member(name="Ingrid Aas")
    client.get(idea.get_absolute_url())
    client.force_login(member)

    page = client.get(idea.get_absolute_url())
    visitor = Client().get(idea.get_absolute_url())

    assert "Ingrid Aas" in page.content.decode()
    assert "Ingrid Aas" not in visitor.content.decode()


def test_a_page_with_a_form_is_never_kept(client: Client):
    first, second = (client.get(reverse("account_login")).content for _ in range(2))

    assert b"csrfmiddlewaretoken" in first
    assert first != second
