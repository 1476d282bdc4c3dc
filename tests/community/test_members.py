import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.actions.conversations import hide
from community.actions.flags import dismiss_flag, raise_flag, uphold_flag
from community.actions.members import consent, find_invitation, leave, open_invitation
from community.actions.vouching import Listed, load_customers, vouch
from community.errors import InvitationSpent, NotAllowed
from community.models import (
    Contribution,
    Conversation,
    Customer,
    Flag,
    Member,
    Session,
)
from ideas.actions.votes import cast_vote
from tests.makers import make_colleague, make_idea, make_member, make_ticket

LIST = [Listed(email="Ann@firm.example", company="Firm", segment="large")]


def test_one_who_leaves_is_nobody_and_their_rows_stay_countable() -> None:
    member, idea = make_member(about="Here since 2020"), make_idea()
    mine = make_idea(author=member)
    cast_vote(idea, voter=member)
    client = Client()
    client.force_login(member)

    leave(member)
    leave(member)

    member.refresh_from_db()
    assert (member.email, member.about, member.name) == (None, "", "Former member")
    assert not Session.objects.exists()
    idea.refresh_from_db()
    assert idea.vote_count == idea.votes.count() == 1
    assert Conversation.objects.get(idea=mine).author_name == "Former member"


def test_the_customer_list_confirms_who_is_on_it_now_and_later() -> None:
    ann = make_member(email="ann@firm.example")
    assert load_customers(LIST) == (1, 1)
    assert load_customers(LIST) == (1, 0)
    ann.refresh_from_db()
    assert (ann.verified_by, ann.company) == ("customer_list", "Firm")
    assert Customer.objects.get().email == "ann@firm.example"


def test_a_list_loaded_again_says_what_is_new_of_whom_it_confirmed() -> None:
    ann, owner = make_member(email="Ann@Firm.example"), make_colleague()
    load_customers(LIST)
    news = Listed("ann@firm.example", company="Firm & Co", account_owner=owner.email)

    assert load_customers([news]) == (1, 0)
    ann.refresh_from_db()
    assert (ann.company, ann.segment, ann.account_owner) == ("Firm & Co", "", owner)
    assert Customer.objects.count() == 1


def test_a_list_of_many_lines_takes_as_many_statements_as_one_of_few() -> None:
    make_member(email="ann@firm.example")
    load_customers(LIST)
    many = [Listed(email=f"{n}@firm.example") for n in range(2_000)]
    with CaptureQueriesContext(connection) as queries:
        assert load_customers([*LIST, *many]) == (2_001, 0)

    assert len(queries) <= 4


def test_bringing_somebody_counts_when_they_are_vouched_for() -> None:
    host = make_member()
    guest = make_member(invited_by=host)
    assert not Contribution.objects.filter(kind="brought").exists()

    assert vouch(guest, by=make_colleague())
    assert not vouch(guest, by=make_colleague())

    assert Contribution.objects.get(kind="brought").member == host


def test_only_a_colleague_vouches() -> None:
    with pytest.raises(NotAllowed, match="colleague"):
        vouch(make_member(), by=make_member())


def test_an_invitation_link_is_one_per_member_and_dies_with_them() -> None:
    member = make_member()
    invitation = open_invitation(member)
    assert open_invitation(member) == find_invitation(invitation.token) == invitation
    leave(member)
    with pytest.raises(InvitationSpent, match="no longer open"):
        find_invitation(invitation.token)


def test_consent_is_taken_back_at_once() -> None:
    member = make_member()
    consent(member, to_ranking=True)
    assert Member.objects.rankable().get() == member
    consent(member, to_ranking=False)
    assert not Member.objects.rankable().exists()
    assert not member.consents_to_contact


def test_an_upheld_flag_takes_it_off_the_site() -> None:
    said, member, colleague = make_idea().conversation, make_member(), make_colleague()
    assert raise_flag(said, by=member, reason="An advertisement")
    assert not raise_flag(said, by=member, reason="Again")

    uphold_flag(Flag.objects.get(), by=colleague, subject=said.idea.subject)

    assert not Conversation.objects.visible_to(member).exists()
    assert not Contribution.objects.live().exists()


def test_a_dismissed_flag_changes_nothing() -> None:
    said = make_idea().conversation
    raise_flag(said, by=make_member(), reason="I disagree")
    dismiss_flag(Flag.objects.get(), by=make_colleague())
    assert Conversation.objects.visible_to(None).get() == said


def test_what_was_said_elsewhere_is_not_on_the_site() -> None:
    make_ticket()
    hidden = make_idea().conversation
    hide(hidden)
    assert not Conversation.objects.visible_to(make_member()).exists()
