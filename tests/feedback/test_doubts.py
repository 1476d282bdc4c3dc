"""“Something looks wrong?” reaches a person and is answered by name."""

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Conversation
from feedback.actions.doubts import raise_doubt
from feedback.actions.questions import ask
from feedback.errors import NoWords
from feedback.models import Handoff
from tests.makers import make_colleague, make_member, make_team

WORDS = "The third vote from my street is my husband."


def test_a_doubt_waits_in_a_teams_queue_for_a_named_person(db: None) -> None:
    make_team()

    said = raise_doubt(make_member(), text=f" {WORDS} ")

    assert Handoff.objects.open().get().conversation == said
    assert said.text == WORDS


def test_the_same_words_twice_are_one_doubt(db: None) -> None:
    member = make_member()

    first, second = raise_doubt(member, text=WORDS), raise_doubt(member, text=WORDS)

    assert first == second
    assert raise_doubt(make_member(), text=WORDS) != first


def test_without_words_there_is_no_doubt(db: None) -> None:
    with pytest.raises(NoWords):
        raise_doubt(make_member(), text="  ")


def test_a_doubt_is_read_by_nobody_on_the_site(db: None) -> None:
    said = raise_doubt(make_member(), text=WORDS)

    assert said not in Conversation.objects.visible_to(make_member())


def test_beside_the_numbers_stands_what_was_asked_and_how_far_it_got(
    client: Client,
) -> None:
    make_team()
    member, jonas = make_member(), make_colleague(name="Jonas Jung")
    client.force_login(member, backend="community.sessions.MemberBackend")

    page = client.post(reverse("feedback:doubt"), {"text": WORDS}, follow=True)
    ask(Conversation.objects.get(member=member), by=jonas, text="Which street?")
    later = client.get(reverse("ideas:standing")).content.decode()

    assert "you will see who reads it" in page.content.decode()
    assert WORDS in later
    assert "Because of this, we asked you" in later
    assert "Which street?" in later
    assert "Jonas Jung" in later
