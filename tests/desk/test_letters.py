"""A colleague writes by name to who agreed to it: two a month, whoever writes."""

import pytest
from django.core import mail
from django.test import Client

from community.actions.members import consent
from community.channels import send_mail
from community.errors import NotAllowed
from community.models import Delivery, Member
from feedback.actions.letters import write_letter
from feedback.errors import NoWords
from tests.makers import make_colleague, make_member

WORDS = {"subject": "Your hinge", "text": "Shall we talk about **it**?"}


@pytest.fixture
def ann() -> Member:
    member = make_member(name="Ann Ode")
    consent(member, to_contact=True)
    return member


def desk(colleague: Member) -> Client:
    client = Client()
    client.force_login(colleague, backend="community.sessions.MemberBackend")
    return client


def test_it_reaches_them_here_and_by_mail_and_the_answer_the_colleague(
    ann: Member,
) -> None:
    jonas = make_colleague(name="Jonas Jung", email="jonas@firm.example")
    place = f"/desk/half-percent/{ann.pk}/write/"
    assert "jonas@firm.example" in desk(jonas).get(place).content.decode()
    assert desk(jonas).post(place, WORDS).headers["Location"] == "/desk/half-percent/"

    here = desk(ann).get("/account/notices/").content.decode()
    assert "Jonas Jung: Your hinge" in here
    assert "Shall we talk about <strong>it</strong>?" in here
    send_mail(Delivery.objects.get(target=str(ann.pk)))
    sent = mail.outbox[-1]
    assert sent.reply_to == ["jonas@firm.example"]
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_third_is_refused_in_the_form_and_what_was_typed_is_kept(
    ann: Member,
) -> None:
    for n in range(2):
        write_letter(ann, by=make_colleague(), subject=f"S{n}", text="T")
    place = f"/desk/half-percent/{ann.pk}/write/"
    page = desk(make_colleague()).post(place, WORDS).content.decode()
    assert "Refused: Ann Ode has heard twice this month." in page
    assert "another letter is refused until the next" in page
    assert "Shall we talk about **it**?" in page
    assert ann.notices.count() == 2


def test_the_same_letter_is_sent_once(ann: Member) -> None:
    jonas = make_colleague()
    assert [write_letter(ann, by=jonas, **WORDS) for _ in range(2)] == [True, False]
    assert ann.unasked.count() == 1


def test_who_did_not_agree_is_offered_no_form() -> None:
    page = desk(make_colleague()).get(f"/desk/half-percent/{make_member().pk}/write/")
    assert "has not agreed to be contacted" in page.content.decode()
    assert '<form class="write"' not in page.content.decode()


def test_only_colleagues_write_and_only_with_words(ann: Member) -> None:
    with pytest.raises(NotAllowed):
        write_letter(ann, by=make_member(), **WORDS)
    with pytest.raises(NoWords):
        write_letter(ann, by=make_colleague(), subject=" ", text="T")
    assert not ann.unasked.exists()


def test_a_mail_of_nobody_in_particular_is_answered_to_the_firm(ann: Member) -> None:
    gone = make_colleague()
    write_letter(ann, by=gone, **WORDS)
    Member.objects.filter(pk=gone.pk).update(is_staff=False)
    send_mail(Delivery.objects.get(target=str(ann.pk)))
    assert mail.outbox[-1].reply_to == []
