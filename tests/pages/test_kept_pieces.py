"""Members' lists are put together from kept pieces, and never older than the database."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.actions.conversations import advance
from community.actions.firm import set_up_firm
from community.actions.members import change_profile
from community.models import Stage
from ideas.actions.comments import edit_comment, mark_helpful, withdraw_comment
from ideas.actions.ideas import edit_idea, withdraw_idea
from ideas.actions.votes import cast_vote
from ideas.models import Comment, Idea
from tests.makers import make_colleague, make_comment, make_idea, make_member
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("ideas:idea-list")


@pytest.fixture
def idea() -> Idea:
    set_up_firm(name="Nessel")
    return make_idea()


def cards(client: Client, address: str = LIST) -> str:
    """What stands in the list; nothing where nothing was found."""
    page = client.get(address).content.decode()
    _before, _start, rest = page.partition('<ol class="cards" id="cards">')
    return rest.partition("<aside")[0]


def talk(client: Client, idea: Idea) -> str:
    """The threads of its page."""
    page = client.get(idea.get_absolute_url()).content.decode()
    return page.partition('id="thread"')[2].partition("</section>")[0]


def test_each_sees_their_own_vote_on_the_same_card(idea: Idea) -> None:
    member = make_member()
    voter, other, author = map(signed_in, (member, make_member(), idea.author))
    cast_vote(idea, voter=member)

    for _again in range(2):
        assert 'aria-pressed="true"' in cards(voter)
        assert 'aria-pressed="false"' in cards(other)
        assert "aria-pressed" not in cards(author)
        assert "Sign in to vote" in cards(Client())


def test_a_kept_list_costs_the_same_few_queries_however_long_it_is(idea: Idea) -> None:
    client = signed_in(make_member())
    cards(client)
    with CaptureQueriesContext(connection) as short:
        cards(client)
    for _ in range(5):
        make_idea()
    cards(client)
    with CaptureQueriesContext(connection) as long:
        cards(client)

    assert len(short) == len(long)
    assert not [
        query for query in long if "ideas_idea" in query["sql"].split("WHERE")[0]
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda idea: cast_vote(idea, voter=make_member()),
        make_comment,
        lambda _idea: make_idea(),
        lambda idea: edit_idea(idea, by=idea.author, title="Another", body="Words"),
        lambda idea: withdraw_idea(idea, by=idea.author),
        lambda idea: change_profile(idea.author, changes={"name": "Nobody Else"}),
        lambda idea: advance(
            idea.conversation, Stage.Name.READ, by=make_colleague(name="Ada")
        ),
    ],
)
@pytest.mark.parametrize("address", [LIST, f"{LIST}?order=new", f"{LIST}?q=quiet"])
def test_a_member_sees_every_change_at_once(
    idea: Idea, change: Callable[[Idea], object], address: str
) -> None:
    client = signed_in(make_member())
    before = cards(client, address)

    change(idea)

    assert before
    assert cards(client, address) != before


def learn(comment: Comment, sentence: str) -> None:
    colleague = make_colleague()
    advance(comment.conversation, Stage.Name.READ, by=colleague)
    advance(comment.conversation, Stage.Name.LEARNED, by=colleague, note=sentence)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: mark_helpful(said, by=make_member()),
        lambda said: edit_comment(said, by=said.author, text="In other words."),
        lambda said: withdraw_comment(said, by=said.author),
        lambda said: change_profile(said.author, changes={"name": "Nobody Else"}),
        lambda said: learn(said, "They mend it at night"),
        lambda said: make_comment(said.idea, reply_to=said),
    ],
)
def test_what_was_said_is_never_shown_as_it_was(
    idea: Idea, change: Callable[[Comment], object]
) -> None:
    said = make_comment(idea)
    client = signed_in(make_member())
    before = talk(client, idea)

    change(said)

    assert 'id="comment-' in before
    assert talk(client, idea) != before


def test_who_learns_second_is_named_at_once_too(idea: Idea) -> None:
    said = make_comment(idea)
    learn(said, "They mend it at night")
    client = signed_in(make_member())
    before = talk(client, idea)

    learn(said, "They mend it in winter")

    assert talk(client, idea).count("Taught ") == before.count("Taught ") + 1


def test_each_sees_their_own_marks_on_the_same_comment(idea: Idea) -> None:
    said, helped = make_comment(idea), make_member()
    mark_helpful(said, by=helped)
    reader, other, author = map(signed_in, (helped, make_member(), said.author))

    for _again in range(2):
        assert "Helped you" in talk(reader, idea)
        assert "Helped 1 person" in talk(other, idea)
        assert "Take back" in talk(author, idea)
        assert "Reply" not in talk(Client(), idea)


def test_a_kept_talk_costs_the_same_few_queries_however_long_it_is(idea: Idea) -> None:
    make_comment(idea)
    client = signed_in(make_member())
    talk(client, idea)
    with CaptureQueriesContext(connection) as short:
        talk(client, idea)
    for _ in range(5):
        make_comment(idea)
    talk(client, idea)
    with CaptureQueriesContext(connection) as long:
        talk(client, idea)

    assert len(short) == len(long)
    assert not [
        query for query in long if '"ideas_comment"."edited_at"' in query["sql"]
    ]


def test_a_list_speaks_each_members_language_and_tells_their_time(idea: Idea) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)  # the next day has begun in Auckland
    Idea.objects.filter(pk=idea.pk).update(created_at=noon)
    here = signed_in(make_member(time_zone="Europe/Berlin"))
    there = signed_in(make_member(time_zone="Pacific/Auckland"))

    assert cards(here) != cards(there)
    assert cards(here) == cards(here)


def test_what_is_near_is_looked_for_once_and_shown_only_while_it_may_be(
    idea: Idea,
) -> None:
    beside = make_idea(title=f"{idea.title}, please")
    client = signed_in(make_member())

    def page() -> str:
        return client.get(idea.get_absolute_url()).content.decode()

    assert beside.title in page()
    with CaptureQueriesContext(connection) as again:
        assert beside.title in page()
    withdraw_idea(beside, by=beside.author)

    assert not [query for query in again if "similarity" in query["sql"].lower()]
    assert beside.title not in page()
