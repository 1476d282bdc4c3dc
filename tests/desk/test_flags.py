from django.test import Client
from django.urls import reverse

from community.actions.flags import dismiss_flag, raise_flag
from community.models import Contribution, Flag
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
