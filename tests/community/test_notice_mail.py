"""What reaches a member by mail: as they chose, when they chose, and never twice."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.utils import timezone

from community.actions.deliveries import deliver, enqueue, lease_due_deliveries
from community.actions.mail_choices import choose_notices, choose_rhythm, stop_mail
from community.actions.members import leave, suspend
from community.actions.notices import notify, read_notice, read_notices
from community.channels import send_mail
from community.models import Delivery, MailRhythm, Member, Notice
from community.models.notice import NoticeKind
from community.subscriptions import ALL, Subscription, read_token
from tests.makers import make_administrator, make_member


def tell(member: Member, kind: str = "told", **words: Any) -> Notice:
    said = {
        "title": "Planned",
        "url": "/ideas/1/",
        "effect": str(Notice.objects.count()),
    }
    assert notify(member, kind, **said | words)
    return member.notices.latest("pk")


def mails_to(member: Member) -> list[Delivery]:
    return list(Delivery.objects.filter(channel="mail", target=str(member.pk)))


def sent(delivery: Delivery) -> EmailMessage:
    assert send_mail(delivery).is_success
    return mail.outbox[-1].message()


def test_each_kind_comes_as_it_was_chosen() -> None:
    member = make_member()
    choose_notices(
        member, choices={"told": "off", "answer": "digest", "comment": "at_once"}
    )
    off, waits, at_once = (tell(member, kind) for kind in ("told", "answer", "comment"))
    assert (off.mailed_at, off.waits_for_digest) == (None, False)
    assert (waits.mailed_at, waits.waits_for_digest) == (None, True)
    assert at_once.mailed_at
    assert not at_once.waits_for_digest
    assert [each.effect for each in mails_to(member)] == [f"notice:{at_once.pk}"]


def test_who_chose_nothing_hears_at_once_what_is_about_them() -> None:
    member = make_member()
    for kind in NoticeKind.values:
        if kind != NoticeKind.LETTER:
            tell(member, kind)
    waiting = set(member.notices.waiting().values_list("kind", flat=True))
    assert waiting == {"comment", "status", "helped"}
    assert {each.payload["scope"] for each in mails_to(member)} == {
        *("told", "answer", "question", "staff", "mention")
    }


def test_all_mail_off_is_all_and_sign_in_mails_still_come() -> None:
    member = make_member()
    waits = tell(member, "comment")
    choose_rhythm(member, is_off=True)
    for kind in ("told", "comment", "staff"):
        tell(member, kind)
    assert mails_to(member) == []
    assert not member.notices.waiting().exists()
    assert Notice.objects.get(pk=waits.pk).mailed_at is None
    ruling = {"subject": "You cannot post any more", "text": "Because."}
    enqueue("mail", target=str(member.pk), effect="ruling", payload=ruling)
    assert sent(mails_to(member)[0])["List-Unsubscribe"] is None


def test_mail_in_quiet_hours_is_due_at_their_end(monkeypatch) -> None:
    member = make_member(time_zone="America/New_York")
    choose_rhythm(member, is_off=False, quiet_from=time(22), quiet_until=time(7))
    night = datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )  # of 25 hours: 1:30 for the first time
    monkeypatch.setattr("community.actions.notices.timezone.now", lambda: night)
    tell(member)
    assert mails_to(member)[0].due_at == datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_mail_out_of_quiet_hours_is_due_now() -> None:
    member = make_member()
    hour = (timezone.now() + timedelta(hours=2)).time().replace(microsecond=0)
    later = (timezone.now() + timedelta(hours=3)).time().replace(microsecond=0)
    choose_rhythm(member, is_off=False, quiet_from=hour, quiet_until=later)
    tell(member)
    assert [deliver(*each) for each in lease_due_deliveries()] == [True]


def test_what_was_turned_off_while_it_waited_is_not_sent() -> None:
    member = make_member()
    tell(member, "told")
    stop_mail(Subscription(member.pk, "told"))
    outcome = send_mail(mails_to(member)[0])
    assert (outcome.is_success, outcome.is_final) == (False, True)
    assert mail.outbox == []


def test_a_mail_can_be_stopped_with_one_click(settings) -> None:
    settings.BASE_URL = "https://hearth.example.com"
    settings.UNSUBSCRIBE_ADDRESS = "stop@example.com"
    member = make_member(name="Ann")
    tell(member, "told", thread="conversation:7", text="Because you said so.")
    found = sent(mails_to(member)[0])

    https, mailto = found["List-Unsubscribe"].split(", ")
    token = https.removeprefix("<https://hearth.example.com/mail/off/").rstrip("/>")
    assert read_token(token) == Subscription(member.pk, "told")
    assert mailto.startswith("<mailto:stop@example.com?subject=unsubscribe%20told.")
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["List-Id"] == "<told.notices.hearth.example.com>"
    assert found["Auto-Submitted"] == "auto-generated"
    thread = "<conversation.7.thread@hearth.example.com>"
    assert found["In-Reply-To"] == found["References"] == thread
    text = found.get_payload()
    assert f"https://hearth.example.com/mail/off/{token}/" in text
    assert "https://hearth.example.com/account/impact/" in text
    all_of_it = Subscription(member.pk, ALL).address
    assert all_of_it in text


def test_the_links_arrive_whole_however_lines_are_folded(settings) -> None:
    settings.BASE_URL = "https://ideas.a-long-name-of-a-firm.example.com"
    settings.UNSUBSCRIBE_ADDRESS = "stop@example.com"
    tell(member := make_member(), "question")
    send_mail(mails_to(member)[0])
    wire = mail.outbox[-1].message().as_bytes(linesep="\r\n")
    assert max(map(len, wire.split(b"\r\n"))) < 998
    read = message_from_bytes(wire, policy=default)
    subscription = Subscription(member.pk, "question")
    https, mailto = read["List-Unsubscribe"].strip().split(", ")
    assert https == f"<{subscription.address}>"
    assert unquote(mailto).endswith(f"unsubscribe {subscription.token}>")
    assert subscription.address in read.get_content()


def test_the_same_mail_says_the_same_in_every_attempt() -> None:
    tell(member := make_member())
    first, again = sent(mails_to(member)[0]), sent(mails_to(member)[0])
    for name in ("Message-ID", "List-Unsubscribe", "List-Id"):
        assert first[name] == again[name]


def test_a_link_stops_one_kind_of_one_member_twice_as_well_as_once() -> None:
    member, other = make_member(), make_member()
    for _ in range(2):
        stop_mail(Subscription(member.pk, "told"))
    choices = dict(member.preferences.values_list("kind", "choice"))
    assert choices == {"told": "off"}
    assert not other.preferences.exists()


def test_the_digests_link_stops_every_kind_that_comes_in_it() -> None:
    member = make_member()
    choose_notices(member, choices={"comment": "at_once", "answer": "digest"})
    tell(member, "status")
    stop_mail(Subscription(member.pk, "digest"))
    choices = dict(member.preferences.values_list("kind", "choice"))
    off = {kind for kind, choice in choices.items() if choice == "off"}
    assert off == {"answer", "status", "helped"}
    assert choices["comment"] == "at_once"
    assert not member.notices.waiting().exists()


def test_who_has_left_gets_no_row_back_by_an_old_link() -> None:
    member = make_member()
    choose_rhythm(member, is_off=False)
    leave(member)
    for scope in ("told", "digest", "all"):
        stop_mail(Subscription(member.pk, scope))
    assert not member.preferences.exists()
    assert not MailRhythm.objects.filter(member=member).exists()


def test_who_is_suspended_can_still_stop_mail() -> None:
    member = make_member()
    suspend(member, by=make_administrator(), reason="Adverts.")
    stop_mail(Subscription(member.pk, "all"))
    assert MailRhythm.objects.get(member=member).is_off


def test_one_is_read_or_all_and_what_is_read_waits_for_no_digest() -> None:
    member, other = make_member(), make_member()
    first, second = tell(member, "comment"), tell(member, "comment")
    assert read_notice(other, pk=first.pk) == 0
    assert read_notice(member, pk=first.pk) == 1
    assert read_notice(member, pk=first.pk) == 0
    assert list(member.notices.waiting()) == [second]
    assert read_notices(member, upto=second.pk) == 1
    assert not member.notices.waiting().exists()


@pytest.mark.parametrize("scope", ["told", "digest", "all", "teams"])
def test_what_stops_is_said_in_words(scope: str) -> None:
    assert len(Subscription(1, scope).label) > 8
