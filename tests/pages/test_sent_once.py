import re
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Notice
from ideas.models import Comment, Idea
from tests.at_once import at_once
from tests.pages.town import Town


def sending_on(client: Client, address: str) -> str:
    """What the page's first form of words is told by."""
    found = re.search(r'name="sending" value="([\w-]+)"', _html(client, address))
    assert found
    return found[1]


def test_a_post_that_is_sent_twice_is_one_post_and_shown(
    town: Town, bob: Client
) -> None:
    address = reverse("ideas:idea-new")
    said = {
        "title": "Heated grips for winter",
        "kind": "problem",
        "board": town.board.pk,
        "sending": sending_on(bob, address),
    }

    first, again = bob.post(address, said), bob.post(address, said)

    idea = Idea.objects.get(author=town.bob)
    assert [first.headers["Location"], again.headers["Location"]] == [
        idea.get_absolute_url()
    ] * 2


def test_other_words_from_the_same_page_are_another_post(
    town: Town, bob: Client
) -> None:
    address = reverse("ideas:idea-new")
    said = {"board": town.board.pk, "kind": "idea", "sending": sending_on(bob, address)}

    bob.post(address, said | {"title": "Heated grips for winter"})
    bob.post(address, said | {"title": "A bell for either thumb"})

    assert Idea.objects.filter(author=town.bob).count() == 2


def test_a_page_without_the_name_posts_each_time(town: Town, alice: Client) -> None:
    address = reverse("ideas:comment-new", args=[town.idea.pk])

    for _ in range(2):
        alice.post(address, {"text": "Every day."})

    assert Comment.objects.filter(conversation__text="Every day.").count() == 2


def test_two_members_with_the_same_name_on_their_page_are_two(
    town: Town, alice: Client, bob: Client
) -> None:
    address = reverse("ideas:comment-new", args=[town.idea.pk])

    for each in [alice, bob]:
        each.post(address, {"text": "Every day.", "sending": "the-same"})

    assert Comment.objects.filter(conversation__text="Every day.").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_comment_that_is_sent_twice_at_once_is_one_comment() -> None:
    town = Town()
    bob = Client()
    bob.force_login(town.bob)
    sending = sending_on(bob, town.idea.get_absolute_url())
    address = reverse("ideas:comment-new", args=[town.idea.pk])
    said = {"text": "Every day.", "sending": sending}

    answers = at_once(*[partial(bob.post, address, said)] * 4)

    comment = Comment.objects.get(conversation__text="Every day.")
    places = {answer.headers["Location"] for answer in answers}
    assert places == {comment.get_absolute_url()}
    assert Notice.objects.filter(effect=f"comment:{comment.pk}").count() == 1


def _html(client: Client, address: str) -> str:
    return client.get(address).content.decode()
