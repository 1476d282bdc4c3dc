"""What is done to keep the room fair is done in the open, and can be wrong."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from community.actions.flags import raise_flag
from community.actions.members import leave, restore, suspend
from community.actions.rulings import answer_appeal, appeal_ruling
from community.channels import send_mail
from community.errors import AlreadyAnswered, NoReason, NotAllowed
from community.models import Contribution, Delivery, Flag, Member, Ruling
from ideas.actions.comments import withdraw_comment
from ideas.actions.flags import let_stand, take_down
from ideas.actions.ideas import withdraw_idea
from ideas.actions.votes import cast_vote, withdraw_vote
from ideas.models import Idea
from tests.makers import make_administrator, make_comment, make_idea, make_member


def taken_off(what: Idea, *, by: Member | None = None) -> Ruling:
    raise_flag(what.conversation, by=make_member(), reason="Spam.")
    flag = Flag.objects.latest("pk")
    take_down(flag, by=by or make_administrator(), reason="It sells watches.")
    return Ruling.objects.latest("pk")


def live(member: Member) -> set[tuple[str, str]]:
    lines = Contribution.objects.live().filter(member=member)
    return set(lines.values_list("kind", "source"))


def test_everybody_reads_what_was_done_and_nobody_of_whom(client: Client) -> None:
    author = make_member(name="Gregor Samsa")
    idea = make_idea("Watches, cheap", author=author)
    ada = make_administrator(name="Ada Lovelace")
    taken_off(idea, by=ada)

    seen = client.get(reverse("community:rulings")).content.decode()

    assert "It sells watches." in seen
    assert "Ada Lovelace" in seen
    assert "Gregor" not in seen
    assert "Watches, cheap" not in seen


def test_a_suspension_needs_a_reason_and_reaches_who_cannot_sign_in(
    mailoutbox: list, client: Client
) -> None:
    member, ada = make_member(), make_administrator()
    with pytest.raises(NoReason):
        suspend(member, by=ada, reason="  ")
    member.refresh_from_db()
    assert member.is_active

    assert suspend(member, by=ada, reason="Three adverts in a day.")
    assert not suspend(member, by=ada, reason="Again.")

    assert send_mail(Delivery.objects.get(channel="mail")).is_success
    (mail,) = mailoutbox
    assert "Three adverts in a day." in mail.body
    link = re.search(r"http://[^/]+(/\S+)", mail.body)
    assert link
    page = client.get(link[1])
    assert "Three adverts in a day." in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"

    client.post(link[1], {"text": "My brother used my computer."})
    assert Ruling.objects.get().appeal == "My brother used my computer."


def test_another_person_judges_an_appeal_and_who_was_wronged_comes_back() -> None:
    member, ada, ben = make_member(), make_administrator(), make_administrator()
    suspend(member, by=ada, reason="Adverts.")
    ruling = Ruling.objects.get()
    appeal_ruling(ruling, words="That was not me.")
    with pytest.raises(AlreadyAnswered):
        appeal_ruling(ruling, words="Once more.")

    with pytest.raises(NotAllowed):
        answer_appeal(ruling, by=ada, is_overturned=False, words="It was.")
    answer_appeal(ruling, by=ben, is_overturned=True, words="It was a namesake.")

    member.refresh_from_db()
    assert member.is_active
    with pytest.raises(AlreadyAnswered):
        answer_appeal(ruling, by=ben, is_overturned=False, words="Or was it?")


@pytest.mark.parametrize("make", [make_idea, make_comment])
def test_what_is_taken_back_on_appeal_is_as_it_was(make) -> None:
    what = make()
    author = what.author
    if isinstance(what, Idea):
        cast_vote(what, voter=make_member(verified=True))
    idea = what if isinstance(what, Idea) else what.idea
    idea.refresh_from_db()
    before = (live(author), idea.status, idea.vote_count, idea.comment_count)
    ruling = taken_off(what)
    assert live(author) < before[0]

    appeal_ruling(ruling, words="It is about watching birds.")
    answer_appeal(
        ruling, by=make_administrator(), is_overturned=True, words="We misread it."
    )

    idea.refresh_from_db()
    what.conversation.refresh_from_db()
    assert not what.conversation.is_hidden
    after = (live(author), idea.status, idea.vote_count, idea.comment_count)
    assert after == before


def test_what_was_taken_back_before_stays_so_when_the_rest_comes_back() -> None:
    idea, voter = make_idea(), make_member(verified=True)
    cast_vote(idea, voter=voter)
    withdraw_vote(idea, voter=voter)
    before = live(idea.author)
    ruling = taken_off(idea)
    appeal_ruling(ruling, words="It is about watching birds.")
    ada = make_administrator()
    answer_appeal(ruling, by=ada, is_overturned=True, words="We misread it.")
    assert live(idea.author) == before


def test_where_there_is_one_administrator_they_look_again_themselves() -> None:
    ada = make_administrator()
    ruling = taken_off(make_idea(), by=ada)
    appeal_ruling(ruling, words="It is about birds.")
    make_administrator(is_active=False)
    answer_appeal(ruling, by=ada, is_overturned=True, words="So it is.")
    ruling.refresh_from_db()
    assert ruling.is_overturned


def test_what_its_author_took_back_is_no_ruling_and_does_not_come_back() -> None:
    idea = make_idea()
    withdraw_idea(idea, by=idea.author)
    raise_flag(idea.conversation, by=make_member(), reason="Spam.")
    take_down(Flag.objects.get(), by=make_administrator(), reason="Spam.")
    assert not Ruling.objects.exists()


def test_a_flag_that_is_dismissed_says_why_and_its_author_hears_nothing() -> None:
    idea = make_idea()
    raise_flag(idea.conversation, by=make_member(), reason="I disagree.")
    ada = make_administrator()
    with pytest.raises(NoReason):
        let_stand(Flag.objects.get(), by=ada, reason="")
    let_stand(Flag.objects.get(), by=ada, reason="One may say so here.")

    assert Ruling.objects.get().kind == Ruling.Kind.KEPT
    assert Flag.objects.get().outcome == Flag.Outcome.DISMISSED
    assert not Delivery.objects.filter(effect__startswith="ruling").exists()


def test_the_end_of_a_suspension_stands_in_the_log() -> None:
    member, ada = make_member(), make_administrator()
    suspend(member, by=ada, reason="Adverts.")
    assert restore(member, by=ada, reason="A week has gone by.")
    assert not restore(member, by=ada, reason="Twice.")
    kinds = list(Ruling.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["suspended", "readmitted"]


def test_a_link_that_nobody_made_leads_nowhere(client: Client) -> None:
    suspend(make_member(), by=make_administrator(), reason="Adverts.")
    pk = Ruling.objects.get().pk
    assert client.get(f"/done-here/{pk}/").status_code == 404


def test_who_leaves_takes_their_appeal_along() -> None:
    idea = make_idea()
    ruling = taken_off(idea)
    appeal_ruling(ruling, words="I am Gregor, and it is about birds.")
    leave(idea.author)
    ruling.refresh_from_db()
    assert ruling.appeal == ""
    assert ruling.appealed_at
    assert not Ruling.objects.waiting().exists()


def test_a_second_appeal_from_an_old_page_keeps_its_words(client: Client) -> None:
    link = taken_off(make_idea()).get_absolute_url()
    client.post(link, {"text": "It is about birds."})
    page = client.post(link, {"text": "And about the binoculars."}).content.decode()
    assert "Your appeal is here already" in page
    assert "And about the binoculars." in page


def test_an_answered_comment_that_was_taken_off_says_so(client: Client) -> None:
    off, back = make_comment(), make_comment()
    for each in (off, back):
        make_comment(each.idea, reply_to=each)
    taken_off(off)
    withdraw_comment(back, by=back.author)
    page = client.get(off.idea.get_absolute_url()).content.decode()
    assert "was taken off by a moderator" in page
    assert "was taken back" not in page
    page = client.get(back.idea.get_absolute_url()).content.decode()
    assert "was taken back" in page


def test_the_log_costs_the_same_for_any_length(
    client: Client, django_assert_num_queries
) -> None:
    reverse_log = reverse("community:rulings")
    ada = make_administrator()
    for _ in range(3):
        suspend(make_member(), by=ada, reason="Adverts.")
    client.get(reverse_log)
    with django_assert_num_queries(3) as few:
        client.get(reverse_log)
    for _ in range(9):
        suspend(make_member(), by=ada, reason="Adverts.")
    with django_assert_num_queries(len(few)):
        client.get(reverse_log)
