"""Who leaves is forgotten everywhere, and what must stay true without them stays true."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.actions.deliveries import enqueue
from community.actions.firm import set_up_firm
from community.actions.members import change_profile, consent, leave
from community.actions.vouching import vouch
from community.errors import NotAllowed
from community.models import Contribution, Conversation, Delivery, Member, Standing
from feedback.actions.questions import ask
from feedback.actions.routing import route_unrouted
from feedback.actions.setup import set_up
from feedback.measures import co_creators, funnel
from tests.community.test_constraints import a_run, a_standing
from tests.makers import (
    make_administrator,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
    make_team,
)


def test_the_only_administrator_cannot_leave_the_place_to_whoever_comes_next(
    client: Client,
) -> None:
    admin = make_administrator()
    client.force_login(admin)

    said = {"email": admin.email, "words": "anonymous"}
    page = client.post("/account/leave/", said)

    assert b"only administrator" in page.content
    assert Member.objects.present().get(is_superuser=True) == admin
    make_administrator()
    leave(admin)
    assert Member.objects.present().filter(is_superuser=True).count() == 1


def test_a_place_that_has_a_name_is_nobody_s_to_take(client: Client) -> None:
    set_up_firm(name="Nessel")
    assert client.get("/setup/").status_code == 302
    with pytest.raises(NotAllowed, match="administrator already"):
        set_up(firm="Mine", board="B", team="T", email="e@example.com", name="Eve")


def test_what_arrives_after_leaving_gives_nothing_back() -> None:
    member = make_member()
    stale = Member.objects.get(pk=member.pk)
    leave(member)

    change_profile(stale, changes={"name": "Ann Ode", "about": "Here"})
    consent(stale, to_ranking=True)
    leave(stale)

    row = Member.objects.get(pk=member.pk)
    assert (row.name, row.about, row.slug) == ("Former member", "", member.slug)
    assert not row.consents_to_ranking


def test_no_row_keeps_the_name_of_who_left() -> None:
    host, colleague = make_member(), make_colleague()
    ann = make_member(name="Ann Ode", invited_by=host)
    vouch(ann, by=colleague)
    said = make_idea(author=ann).conversation
    ask(said, by=colleague, text="Since when?")
    enqueue("mail", target=str(ann.pk), effect="e", payload={"text": "Dear Ann Ode"})

    leave(ann)

    assert "Ann" not in Conversation.objects.get(pk=said.pk).waits_for
    assert "Ann" not in str(Contribution.objects.get(kind="brought").title)
    for row in Delivery.objects.filter(target=str(ann.pk)):
        assert "Ann" not in str(row.payload)


def test_a_colleague_who_left_does_not_become_a_customer() -> None:
    colleague = make_colleague()
    make_comment(author=colleague)
    since = timezone.now() - timedelta(days=1)
    before = funnel(since, timezone.now() + timedelta(days=1)).total.received
    make_team(is_last_resort=True)
    route_unrouted()

    leave(colleague)

    assert route_unrouted() == 0
    after = funnel(since, timezone.now() + timedelta(days=1)).total.received
    assert after == before


def test_who_left_is_missed_among_last_year_s_half_percent() -> None:
    now = timezone.now()
    run = a_run(day=(now - timedelta(days=366)).date(), is_current=True)
    stays, goes = make_member(), make_member()
    for member in (stays, goes):
        a_standing(run, member, in_half_percent=True, door="score", score=60.0)
    make_idea(author=stays)

    leave(goes)

    found = co_creators(now + timedelta(minutes=1))
    assert found.half_percent_a_year_ago == 2
    assert found.half_percent_still_active == 1
    assert Standing.objects.current().half_percent().get().member == stays
    assert Standing.objects.get(member=goes).score == 0
