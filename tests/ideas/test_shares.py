"""A link to a post that says who shared it: who joins by it was brought by them."""

from django.test import Client

from community.actions.members import leave, open_invitation, suspend
from community.actions.vouching import Listed, load_customers
from community.models import Board, Contribution, Invitation
from ideas.actions.shares import share_idea
from ideas.models import Idea, Share
from tests.community.test_joining import FORM, join
from tests.makers import make_administrator, make_board, make_idea, make_member


def link_to(idea: Idea, *, by: object = None) -> str:
    return share_idea(idea, by=by or make_member()).get_absolute_url()


def test_who_joins_by_a_share_link_was_brought_by_who_shared(client: Client) -> None:
    idea, sharer = make_idea(), make_member()
    load_customers([Listed(email=FORM["email"])])

    led = client.get(link_to(idea, by=sharer))

    assert (led.status_code, led["Location"]) == (302, idea.get_absolute_url())
    assert join(client).invited_by == sharer
    assert Contribution.objects.get(kind="brought").member == sharer


def test_one_link_for_each_who_shares_however_often_they_ask(client: Client) -> None:
    idea, sharer = make_idea(), make_member()
    client.force_login(sharer)
    pages = [client.post(f"/ideas/share/{idea.pk}/").content for _ in range(2)]
    link = Share.objects.get().get_absolute_url().encode()
    assert link in pages[0]
    assert link in pages[1]
    assert link in client.get(f"/ideas/share/{idea.pk}/").content


def test_only_who_follows_a_link_gets_a_session(client: Client) -> None:
    idea = make_idea()
    link = link_to(idea)
    client.get(idea.get_absolute_url())
    assert not client.cookies
    client.get(link)
    assert "session" in client.cookies
    assert client.session["invitation"] == Invitation.objects.get().token


def test_an_invitation_followed_before_stands(client: Client) -> None:
    host = make_member()
    client.get(open_invitation(host).get_absolute_url())
    client.get(link_to(make_idea()))
    assert join(client).invited_by == host


def test_a_member_is_led_there_and_nothing_is_remembered(client: Client) -> None:
    sharer = make_member()
    link = link_to(make_idea(), by=sharer)
    for who in (sharer, make_member()):
        client.force_login(who)
        assert client.get(link).status_code == 302
        assert "invitation" not in client.session


def test_a_link_shows_nobody_what_they_may_not_see(client: Client) -> None:
    inside = make_board(visibility=Board.Visibility.MEMBERS)
    link = link_to(make_idea(board=inside))
    assert client.get(link).status_code == 404
    assert not client.cookies
    client.force_login(make_member())
    assert client.get(link).status_code == 302
    assert client.get("/s/no-such-token/").status_code == 404


def test_who_was_suspended_or_left_brings_nobody(client: Client) -> None:
    idea, suspended, gone = make_idea(), make_member(), make_member()
    links = [link_to(idea, by=each) for each in (suspended, gone)]
    suspend(suspended, by=make_administrator(), reason="Adverts.")
    leave(gone)

    assert client.get(links[0]).status_code == 302
    assert client.get(links[1]).status_code == 404
    assert not client.cookies
    assert not Share.objects.filter(member=gone).exists()
