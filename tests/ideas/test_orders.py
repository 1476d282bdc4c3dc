"""Lists of one's own, and what needs a vote."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ideas.actions.follows import follow
from ideas.actions.merges import merge_idea
from ideas.actions.votes import cast_vote, mark_seen
from ideas.models import Idea
from ideas.ranking import needs_votes
from ideas.tasks import refresh_ranks
from tests.makers import make_colleague, make_idea, make_member

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("ideas:idea-list")


def listed(client: Client, order: str) -> list[str]:
    """The titles of the list as they stand on the page."""
    page = client.get(LIST, {"order": order}).content.decode()
    titles = [idea.title for idea in Idea.objects.all() if idea.title in page]
    return sorted(titles, key=page.index)


def test_what_needs_my_vote_is_what_i_neither_wrote_nor_judged(client: Client) -> None:
    me = make_member()
    make_idea("A lid of mine", author=me)
    voted, seen = make_idea("A lid I want"), make_idea("A lid I saw")
    make_idea("A lid I never met")
    make_idea("A lid that is there", status="shipped")
    cast_vote(voted, voter=me)
    mark_seen(seen, member=me)
    client.force_login(me)
    assert listed(client, "needs") == ["A lid I never met"]


def test_what_few_have_met_and_many_of_them_want_comes_first(client: Client) -> None:
    known, wanted = make_idea("A lid for all"), make_idea("A lid for some")
    for _ in range(6):
        cast_vote(known, voter=make_member(verified=True))
        mark_seen(known, member=make_member())
    cast_vote(wanted, voter=make_member(verified=True))
    refresh_ranks()
    assert listed(client, "needs") == ["A lid for some", "A lid for all"]


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_look_without_a_vote_never_makes_a_post_more_urgent(
    votes: int, seen: int
) -> None:
    assert needs_votes(votes, seen + 1) < needs_votes(votes, seen)


def test_my_lists_are_mine_alone(client: Client) -> None:
    me, other = make_member(), make_member()
    mine, theirs = make_idea("A lid of mine", author=me), make_idea("A lid of theirs")
    follow(theirs, member=other)
    for viewer, own, followed in [
        (me, [mine.title], [mine.title]),
        (other, [], [theirs.title]),
    ]:
        client.force_login(viewer)
        assert listed(client, "mine") == own
        assert listed(client, "following") == followed


def test_what_i_follow_stands_in_the_order_in_which_it_moved(client: Client) -> None:
    me, now = make_member(), timezone.now()
    for title, days in [
        ("A lid of May", 3),
        ("A lid of June", 1),
        ("A lid of April", 9),
    ]:
        follow(make_idea(title), member=me)
        moved = Idea.objects.filter(conversation__headline=title)
        moved.update(updated_at=now - timedelta(days=days))
    client.force_login(me)
    assert listed(client, "following") == [
        "A lid of June", "A lid of May", "A lid of April",
    ]  # fmt: skip


@pytest.mark.parametrize("order", ["following", "mine"])
def test_a_visitor_signs_in_on_the_way_to_a_list_of_their_own(
    client: Client, order: str
) -> None:
    page = client.get(LIST, {"order": order})
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("account_login"))
    assert f"order%3D{order}" in page["Location"]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("needs", "Nothing waits for your vote"),
        ("following", "Nothing that you follow stands here"),
        ("mine", "Nothing of yours stands here"),
    ],
)
def test_an_empty_list_invites(client: Client, order: str, words: str) -> None:
    client.force_login(make_member())
    assert words in client.get(LIST, {"order": order}).content.decode()


def test_what_is_ones_own_stands_there_though_it_was_folded_in(client: Client) -> None:
    author, into = make_member(), make_idea("A quiet lid")
    own = make_idea("A lid that makes no noise", author=author)
    merge_idea(own, into=into, by=make_colleague())
    client.force_login(author)
    page = client.get(LIST, {"order": "mine"}).content.decode()
    assert own.title in page
    assert "Nothing of yours" not in page
    assert own.title not in client.get(LIST, {"order": "new"}).content.decode()


@pytest.mark.parametrize("order", ["needs", "following", "mine"])
def test_a_list_of_ones_own_that_is_narrowed_denies_nothing_of_the_rest(
    client: Client, order: str
) -> None:
    make_idea("A quiet lid")
    client.force_login(make_member())
    page = client.get(LIST, {"order": order, "q": "quiet lid", "kind": "problem"})
    assert "Nothing in this list fits" in page.content.decode()
