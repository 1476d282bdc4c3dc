"""Why a post stands where it stands, and how one's own vote counts."""

import pytest
from django.test import Client
from django.urls import reverse

from community.models import StandingParameters
from ideas.actions.votes import cast_vote, mark_seen
from ideas.models import Idea
from ideas.tasks import place_unranked
from tests.makers import make_idea, make_member

pytestmark = pytest.mark.django_db


def why(client: Client, idea: Idea) -> str:
    page = client.get(reverse("ideas:why", args=[idea.pk]))
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_the_page_says_who_counted_and_how_much(client: Client) -> None:
    make_idea("A lid nobody wants")
    idea = make_idea("A lid that some want")
    for _ in range(4):
        cast_vote(idea, voter=make_member(verified=True))
    for _ in range(9):
        cast_vote(idea, voter=make_member())
    mark_seen(idea, member=make_member())
    place_unranked()
    said = why(client, Idea.objects.get(pk=idea.pk))
    for words in [
        "Number 1 in “Best”",
        "<b>13 people</b> voted",
        "<b>4</b> are confirmed customers",
        "<b>9</b> are people nobody can vouch for yet, and count as 3 together",
        "<b>1</b> member opened it and did not vote",
    ]:
        assert words in said
    expected, least = (4 + 3 + 5) / (7 + 0.5 + 10), Idea.objects.get(pk=idea.pk).best
    assert f"we expect {100 * expected:.0f} of 100" in said
    assert f"and {100 * least:.0f} if we are careful" in said


@pytest.mark.parametrize(
    ("is_verified", "words"),
    [(True, "It counts in full"), (False, "counts little in the order")],
)
def test_a_voter_reads_how_their_own_vote_counts(
    client: Client, is_verified: bool, words: str
) -> None:
    idea, voter = make_idea(), make_member(verified=is_verified)
    client.force_login(voter)
    assert "You have not voted for it" in why(client, idea)
    cast_vote(idea, voter=voter)
    assert words in why(client, idea)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert ("Yours counts in full" in page) is is_verified
    assert ("until you are a confirmed customer" in page) is not is_verified


def test_what_is_in_no_list_stands_nowhere(client: Client) -> None:
    idea = make_idea()
    Idea.objects.filter(pk=idea.pk).update(status="hidden")
    assert client.get(reverse("ideas:why", args=[idea.pk])).status_code == 404


def test_how_this_place_works_says_the_numbers_in_force(client: Client) -> None:
    address = reverse("ideas:how")
    assert "after 180 days half is left" in " ".join(
        client.get(address).content.decode().split()
    )
    StandingParameters.objects.create(
        values={"half_life_days": 90}, created_at="2026-01-01T00:00Z"
    )
    said = " ".join(client.get(address).content.decode().split())
    assert "after 90 days half is left" in said
    assert "at most 25 % of theirs, and 2 votes" in said
