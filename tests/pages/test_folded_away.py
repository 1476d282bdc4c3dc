"""What was folded together across boards shows nobody more than they may see."""

import pytest
from django.test import Client

from ideas.actions.ideas import edit_idea
from ideas.actions.merges import merge_idea
from ideas.models import Idea
from tests.makers import (
    make_board,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
)
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> Idea:
    return make_idea("A public thing", author=make_member(name="Pia Public"))


@pytest.fixture
def secret() -> Idea:
    board = make_board(visibility="members")
    author = make_member(name="Mia Member")
    return make_idea("A members thing", board=board, author=author)


def test_a_post_that_went_where_one_may_not_look_is_not_found(
    public: Idea, secret: Idea
) -> None:
    address = public.get_absolute_url()
    merge_idea(public, into=secret, by=make_colleague())

    page = Client().get(address)

    assert page.status_code == 404
    assert "Location" not in page.headers
    assert signed_in(make_member()).get(address).headers["Location"] == (
        secret.get_absolute_url()
    )


def test_who_said_it_among_members_is_named_to_members(
    public: Idea, secret: Idea
) -> None:
    merge_idea(secret, into=public, by=make_colleague())

    seen = [
        each.get(public.get_absolute_url()).content.decode()
        for each in (Client(), signed_in(make_member()))
    ]

    assert ["Mia Member" in page for page in seen] == [False, True]


def test_an_old_address_keeps_what_it_asked_for(public: Idea) -> None:
    comment = make_comment(public)
    old, _hash, _place = comment.get_absolute_url().partition("#")
    edit_idea(public, by=public.author, title="Another thing", body="")

    place = Client().get(old).headers["Location"]

    assert place == f"{public.get_absolute_url()}?comment={comment.pk}"
