"""A release is written by colleagues, looked at as it will stand, and published by
administrators."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.actions.conversations import advance
from community.actions.members import leave
from community.models import Member, Stage
from feedback.actions.releases import bring_out
from ideas.actions.answers import answer_idea
from ideas.actions.releases import unpublish_release
from ideas.models import Credit, Idea, Release
from tests.makers import (
    make_administrator,
    make_colleague,
    make_idea,
    make_member,
    make_release,
)

ADD = reverse("admin:ideas_release_add")
LIST = reverse("admin:ideas_release_changelist")


def form(**said: Any) -> dict[str, Any]:
    return {
        "title": "Autumn",
        "notes": "A quiet lid.",
        "released_at": "2026-01-05T09:30",
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
    } | said


def planned(title: str = "") -> Idea:
    idea, by = make_idea(title), make_colleague()
    advance(idea.conversation, Stage.Name.READ, by=by)
    answer_idea(idea, by=by, status="planned", text="For spring.")
    return idea


def thanks(*members: Member) -> dict[str, Any]:
    rows: dict[str, Any] = {"credits-TOTAL_FORMS": str(len(members))}
    for n, member in enumerate(members):
        rows |= {f"credits-{n}-member": member.pk, f"credits-{n}-reason": "tested it"}
    return rows


def test_a_colleague_writes_with_posts_and_thanks(client: Client) -> None:
    offered, other, tester = planned(), make_idea(), make_member()
    client.force_login(make_colleague(name="Jonas"))

    assert offered.title in client.get(ADD).content.decode()
    client.post(
        ADD,
        form(
            posts=[offered.pk],
            others=f"https://here.example{other.get_absolute_url()}\n",
            **thanks(tester),
        ),
    )

    release = Release.objects.get()
    assert (release.title, release.author.name) == ("Autumn", "Jonas")
    assert not release.is_published
    assert {link.idea for link in release.shipped.all()} == {offered, other}
    assert Credit.objects.get().member == tester


def test_it_is_looked_at_as_it_will_stand(client: Client) -> None:
    release = make_release()
    client.force_login(make_colleague())
    page = client.get(reverse("admin:ideas_release_change", args=[release.pk]))
    assert release.get_absolute_url() in page.content.decode()
    assert b"_publish" not in page.content
    assert client.get(release.get_absolute_url()).status_code == 200


def test_an_administrator_saves_and_publishes_in_one_go(client: Client) -> None:
    idea, tester = planned(), make_member()
    client.force_login(make_administrator())
    assert b"_publish" in client.get(ADD).content

    client.post(ADD, form(posts=[idea.pk], _publish="1", **thanks(tester)))

    assert Release.objects.published().count() == 1
    idea.refresh_from_db()
    assert idea.status == "shipped"
    assert {c.member for c in Credit.objects.all()} == {tester, idea.author}


def test_publishing_is_the_administrators(client: Client) -> None:
    idea = planned()
    client.force_login(make_colleague())
    client.post(ADD, form(posts=[idea.pk], _publish="1"))
    chosen = {"action": "publish", "_selected_action": [Release.objects.get().pk]}
    client.post(LIST, chosen)
    assert not Release.objects.published().exists()

    client.force_login(make_administrator())
    client.post(LIST, chosen)
    assert Release.objects.published().exists()
    client.post(LIST, chosen | {"action": "unpublish"})
    assert not Release.objects.published().exists()


def test_what_was_taken_out_is_not_thanked_for_any_more(client: Client) -> None:
    kept, gone, tester = planned(), planned(), make_member()
    client.force_login(make_administrator())
    client.post(ADD, form(posts=[kept.pk, gone.pk], _publish="1", **thanks(tester)))
    release, by_hand = Release.objects.get(), Credit.objects.get(member=tester)

    change = reverse("admin:ideas_release_change", args=[release.pk])
    rows = {
        "credits-INITIAL_FORMS": "1",
        "credits-0-id": by_hand.pk,
        "credits-0-release": release.pk,
        "credits-0-DELETE": "on",
    }
    client.post(change, form(posts=[kept.pk], **(thanks(tester) | rows)))

    assert {c.member for c in release.credits.all()} == {kept.author}
    gone.refresh_from_db()
    assert gone.status == "shipped"


@pytest.mark.parametrize("line", ["nonsense", "/ideas/999999/", "12345678901234567890"])
def test_a_post_that_is_not_there_is_said_so(client: Client, line: str) -> None:
    client.force_login(make_colleague())
    page = client.post(ADD, form(others=line))
    assert b"no standing post" in page.content
    assert not Release.objects.exists()


def test_who_left_cannot_be_thanked(client: Client) -> None:
    gone = make_member()
    leave(gone)
    client.force_login(make_colleague())
    page = client.post(ADD, form(**thanks(gone)))
    assert b"not here any more" in page.content


def test_a_post_itself_can_be_thanked_for_and_that_taken_back(client: Client) -> None:
    idea, member = make_idea(), make_member(name="Tove")
    client.force_login(make_administrator())
    said = {"member": member.pk, "post": idea.get_absolute_url(), "reason": "drew it"}
    client.post(reverse("admin:ideas_credit_add"), said)
    assert "Tove" in client.get(idea.get_absolute_url()).content.decode()

    chosen = {"action": "take_back", "_selected_action": [Credit.objects.get().pk]}
    client.post(reverse("admin:ideas_credit_changelist"), chosen)
    assert not Credit.objects.exists()


def test_only_what_was_never_published_is_thrown_away(client: Client) -> None:
    draft, out = make_release(title="Draft"), make_release(planned(), title="Out")
    bring_out(out, by=make_colleague())
    unpublish_release(out, by=make_colleague())
    chosen = {"action": "discard", "_selected_action": [draft.pk, out.pk]}

    client.force_login(make_colleague())
    client.post(LIST, chosen)
    assert Release.objects.count() == 2

    client.force_login(make_administrator())
    client.post(LIST, chosen)
    assert Release.objects.get() == out
