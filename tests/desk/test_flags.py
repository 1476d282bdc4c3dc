import pytest
from django.test import Client
from django.urls import reverse

from community.actions.flags import dismiss_flag, raise_flag
from community.actions.members import suspend
from community.actions.rulings import appeal_ruling
from community.models import Contribution, Flag, Member, Ruling
from ideas.actions.flags import take_down
from tests.makers import (
    make_administrator,
    make_colleague,
    make_comment,
    make_idea,
    make_member,
)


def press(client: Client, action: str, flag: Flag) -> None:
    client.force_login(make_administrator())
    chosen = {"action": action, "_selected_action": [flag.pk], "reason": "Spam."}
    client.post(reverse("admin:community_flag_changelist"), chosen)


def test_an_upheld_flag_hides_the_post_and_takes_back_what_it_earned(
    client: Client,
) -> None:
    idea = make_idea()
    raise_flag(idea.conversation, by=make_member(), reason="Spam.")

    press(client, "uphold", Flag.objects.get())

    idea.refresh_from_db()
    assert idea.status == "hidden"
    assert idea.conversation.__class__.objects.get(pk=idea.conversation.pk).is_hidden
    assert not Contribution.objects.live().filter(member=idea.author).exists()


def test_an_upheld_flag_hides_a_comment(client: Client) -> None:
    comment = make_comment()
    raise_flag(comment.conversation, by=make_member(), reason="Rude.")
    press(client, "uphold", Flag.objects.get())
    comment.conversation.refresh_from_db()
    assert comment.conversation.is_hidden
    assert not Contribution.objects.live().filter(member=comment.author).exists()


def test_a_dismissed_flag_changes_nothing(client: Client) -> None:
    idea = make_idea()
    raise_flag(idea.conversation, by=make_member(), reason="I disagree.")
    press(client, "dismiss", Flag.objects.get())
    idea.refresh_from_db()
    assert (idea.status, Flag.objects.get().outcome) == ("open", "dismissed")


def test_what_was_dismissed_stays_though_it_is_upheld_later() -> None:
    idea, colleague = make_idea(), make_colleague()
    raise_flag(idea.conversation, by=make_member(), reason="I disagree")
    dismiss_flag(Flag.objects.get(), by=colleague)
    take_down(Flag.objects.get(), by=colleague, reason="Spam.")
    idea.refresh_from_db()
    assert (idea.status, Flag.objects.get().outcome) == ("open", "dismissed")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"reason": "Spam\0."}, "Null characters"),
        ({"_selected_action": ["x"]}, "What you chose is not there."),
        ({"_selected_action": ["9" * 40]}, "What you chose is not there."),
    ],
)
def test_what_is_wrong_with_a_button_is_said(
    client: Client, said: dict[str, object], told: str
) -> None:
    raise_flag(make_idea().conversation, by=make_member(), reason="Spam.")
    client.force_login(make_administrator())
    chosen = {
        "action": "uphold",
        "_selected_action": [Flag.objects.get().pk],
        "reason": "Spam.",
    }
    place = reverse("admin:community_flag_changelist")
    page = client.post(place, chosen | said, follow=True).content.decode()
    assert told in page
    assert "Items must be selected" not in page
    assert Flag.objects.get().outcome == "open"


@pytest.mark.parametrize("year", ["9999", "1", "0", "x"])
def test_a_year_that_no_calendar_ends_narrows_nothing(
    client: Client, year: str
) -> None:
    client.force_login(make_administrator())
    place = reverse("admin:community_member_changelist")
    answer = client.get(place, {"joined_at__year": year}, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("act", ["suspend_them", "restore_them"])
def test_who_may_not_be_suspended_keeps_nobody_else_from_it(
    client: Client, act: str
) -> None:
    ada, members = make_administrator(), [make_member(), make_member()]
    if act == "restore_them":
        for each in members:
            suspend(each, by=ada, reason="Adverts.")
    client.force_login(ada)
    chosen = [members[0].pk, ada.pk, members[1].pk]
    said = {"action": act, "_selected_action": chosen, "reason": "Adverts."}
    place = reverse("admin:community_member_changelist")
    page = client.post(place, said, follow=True).content.decode()
    assert "and only others" in page
    assert "2 members changed." in page
    changed = Member.objects.filter(is_active=act == "restore_them")
    assert changed.filter(pk__in=[each.pk for each in members]).count() == 2


def test_the_desk_opens_with_what_waits_to_be_judged(client: Client) -> None:
    ada, member = make_administrator(), make_member()
    raise_flag(make_idea().conversation, by=member, reason="Spam.")
    suspend(member, by=ada, reason="Adverts.")
    desk, rulings = reverse("admin:index"), reverse("admin:community_ruling_changelist")
    client.force_login(ada)
    assert "appeal waits" not in client.get(desk).content.decode()
    appeal_ruling(Ruling.objects.get(), words="That was my brother.")

    page = client.get(desk).content.decode()
    assert "1 appeal waits" in page
    assert "1 flag waits" in page
    assert f'href="{rulings}?appeal=waiting"' in page
    shown = client.get(rulings, {"appeal": "waiting"}).content.decode()
    assert "That was my brother." in shown

    client.force_login(make_colleague())
    assert "appeal waits" not in client.get(desk).content.decode()
