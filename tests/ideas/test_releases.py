"""A release makes posts come true by the firm's answer, tells once and thanks by name."""

from functools import partial

import pytest
from django.test import Client

from community.actions.conversations import advance
from community.actions.members import leave, suspend
from community.actions.vouching import verify
from community.errors import NotAllowed
from community.models import Board, Contribution, Conversation, Member, Notice, Stage
from community.quiet import quiet
from feedback.actions.insights import write_insight
from feedback.actions.releases import bring_out
from feedback.models import Handoff
from ideas.actions.answers import answer_idea
from ideas.actions.credits import refuse_credit, thank
from ideas.actions.merges import merge_idea
from ideas.actions.releases import publish_release, unpublish_release, write_release
from ideas.actions.telling import tell_of_releases
from ideas.actions.votes import cast_vote
from ideas.errors import NotShipped
from ideas.models import Answer, Credit, Idea, Release
from tests.at_once import at_once
from tests.makers import (
    make_administrator,
    make_board,
    make_colleague,
    make_comment,
    make_handoff,
    make_idea,
    make_member,
    make_release,
    make_team,
)


def told_of(release: Release) -> set[Member]:
    rows = Notice.objects.filter(effect=f"release:{release.pk}")
    return {each.member for each in rows.select_related("member")}


def names(release: Release, viewer: Member | None = None) -> set[str]:
    return {c.member.name for c in release.credits.visible_to(viewer)}


def test_publishing_answers_what_is_not_shipped_and_says_where_it_came_true() -> None:
    idea, colleague = make_idea(), make_colleague()
    handoff = make_handoff(idea.conversation)
    release = make_release(idea, by=colleague)

    bring_out(release, by=colleague)

    idea.refresh_from_db()
    answer = idea.answers.get()
    assert (idea.status, answer.status, answer.by) == ("shipped", "shipped", colleague)
    assert release.title in answer.text
    assert release.get_absolute_url() in answer.text
    assert Handoff.objects.get(pk=handoff.pk).closed_at is not None
    assert Conversation.objects.get(pk=idea.conversation_id).told_at is not None


def test_publishing_twice_is_publishing_once() -> None:
    idea, colleague = make_idea(), make_colleague()
    cast_vote(idea, voter=make_member())
    release = make_release(idea, by=colleague)

    for _ in range(2):
        bring_out(release, by=colleague)
        tell_of_releases()

    first = Release.objects.get()
    assert Answer.objects.count() == 1
    assert Contribution.objects.filter(kind="adopted").count() == 1
    assert Credit.objects.count() == 1
    assert Notice.objects.filter(member=idea.author).count() == 1
    bring_out(release, by=colleague)
    assert Release.objects.get().published_at == first.published_at
    assert Release.objects.get().told_at == first.told_at is not None


def test_what_was_answered_before_is_not_answered_again() -> None:
    idea, colleague = make_idea(), make_colleague()
    advance(idea.conversation, Stage.Name.READ, by=colleague)
    answer_idea(idea, by=colleague, status="shipped", text="It is out.")

    bring_out(make_release(idea), by=make_colleague())

    assert idea.answers.get().text == "It is out."


def test_a_release_never_makes_a_status_by_itself() -> None:
    idea, colleague = make_idea(), make_colleague()
    release = make_release(idea)
    with pytest.raises(NotShipped, match="no answer yet"):
        publish_release(release, by=colleague)
    assert not Release.objects.published().exists()


def test_who_backs_it_is_told_once_and_who_heard_the_answer_not_again() -> None:
    idea, other, colleague = make_idea(), make_idea(), make_colleague()
    voter, both = make_member(), make_member()
    for each in (idea, other):
        cast_vote(each, voter=both)
    cast_vote(idea, voter=voter)
    release = make_release(idea, other, by=colleague)

    bring_out(release, by=colleague)
    assert tell_of_releases() == 2

    assert told_of(release) == {voter, both}
    assert Notice.objects.filter(member=idea.author).count() == 1
    assert tell_of_releases() == 0


def test_telling_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ideas.actions.telling.SOME", 2)
    idea, colleague = make_idea(), make_colleague()
    voters = [make_member() for _ in range(5)]
    for voter in voters:
        cast_vote(idea, voter=voter)
    release = make_release(idea, by=colleague)
    bring_out(release, by=colleague)

    heard = [tell_of_releases() for _ in range(4)]

    assert heard == [2, 2, 1, 0]
    assert told_of(release) == set(voters)


def test_what_is_added_later_is_answered_named_and_told_then() -> None:
    first, second, colleague = make_idea(), make_idea(), make_colleague()
    voter, late = make_member(), make_member()
    cast_vote(first, voter=voter)
    cast_vote(second, voter=late)
    release = make_release(first, by=colleague)
    bring_out(release, by=colleague)
    tell_of_releases()

    said = {"title": "Autumn", "notes": "More.", "released_at": release.released_at}
    write_release(release, by=colleague, ideas=[first, second], **said)
    bring_out(release, by=colleague)

    assert tell_of_releases() == 1
    assert told_of(release) == {voter, late}
    assert {c.idea for c in release.credits.all()} == {first, second}


def test_taken_off_and_published_anew_it_is_told_no_second_time() -> None:
    idea, colleague = make_idea(), make_colleague()
    cast_vote(idea, voter=make_member())
    release = make_release(idea, by=colleague)
    bring_out(release, by=colleague)
    tell_of_releases()

    assert unpublish_release(release, by=colleague)
    assert not unpublish_release(release, by=colleague)
    assert not Release.objects.visible_to(make_member()).exists()
    idea.refresh_from_db()
    assert idea.status == "shipped"

    bring_out(release, by=colleague)
    assert tell_of_releases() == 0
    assert Release.objects.visible_to(None).exists()


def test_authors_those_who_said_so_too_and_teachers_are_thanked() -> None:
    idea = make_idea(author=make_member(name="Ada"), body="It rattles at night.")
    folded = make_idea(author=make_member(name="Bea"))
    comment = make_comment(idea, author=make_member(name="Cem"), text="Mine at noon.")
    colleague = make_colleague()
    merge_idea(folded, into=idea, by=colleague)
    for said in (idea.conversation, comment.conversation):
        advance(said, Stage.Name.READ, by=colleague)
    write_insight(
        sentence="It rattles.",
        by=colleague,
        team=make_team("", colleague),
        evidence=[(comment.conversation, "at noon")],
    )
    release = make_release(idea)

    bring_out(release, by=colleague)

    reasons = {c.member.name: c.reason for c in release.credits.all()}
    assert reasons == {
        "Ada": "had it in mind first",
        "Bea": "said so too",
        "Cem": "taught us why",
    }


def test_only_who_is_here_and_wishes_it_is_named() -> None:
    stays, leaves, refuses, suspended = (
        make_member(name=name) for name in ["Ada", "Bea", "Cem", "Dov"]
    )
    colleague, release = make_colleague(), make_release(make_idea(author=make_member()))
    for each in (stays, leaves, refuses, suspended):
        thank(each, by=colleague, reason="tested it", release=release)
    bring_out(release, by=colleague)

    leave(leaves)
    refuse_credit(Credit.objects.get(member=refuses), by=refuses, is_refused=True)
    suspend(suspended, by=make_administrator(), reason="Adverts.")

    assert names(release) & {"Ada", "Bea", "Cem", "Dov", "Former member"} == {"Ada"}
    assert not Credit.objects.filter(member=leaves).exists()
    thank(refuses, by=colleague, reason="and more", release=release)
    assert "Cem" not in names(release)
    refuse_credit(Credit.objects.get(member=refuses), by=refuses, is_refused=False)
    assert "Cem" in names(release)


def test_what_stands_on_a_board_for_members_is_theirs_alone(client: Client) -> None:
    inside = make_board(visibility=Board.Visibility.MEMBERS)
    hidden = make_idea("A secret hinge", board=inside, author=make_member(name="Ada"))
    shown, colleague = make_idea("An open hinge"), make_colleague()
    release = make_release(hidden, shown, by=colleague)
    closed = make_release(title="Inside only", board=inside)
    for each in (release, closed):
        bring_out(each, by=colleague)

    page = client.get(release.get_absolute_url()).content.decode()
    assert "An open hinge" in page
    assert "A secret hinge" not in page
    assert "Ada" not in page
    assert client.get(closed.get_absolute_url()).status_code == 404
    assert b"Inside only" not in client.get("/releases/").content

    client.force_login(make_member())
    page = client.get(release.get_absolute_url()).content.decode()
    assert "A secret hinge" in page
    assert "Ada" in page
    assert client.get(closed.get_absolute_url()).status_code == 200


def test_what_is_being_written_is_seen_at_the_firm_alone(client: Client) -> None:
    release = make_release()
    address = release.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(make_member())
    assert client.get(address).status_code == 404
    client.force_login(make_colleague())
    assert b"not published" in client.get(address).content


def test_whom_it_names_can_refuse_and_nobody_else_for_them(client: Client) -> None:
    author = make_member(name="Ada Author")
    release = make_release(make_idea(author=author))
    bring_out(release, by=make_colleague())
    credit = release.credits.get()
    address = f"/releases/named/{credit.pk}/"

    client.force_login(make_member())
    assert client.post(address, {"named": "off"}).status_code == 404
    client.force_login(author)
    assert b"Do not name me" in client.get(release.get_absolute_url()).content
    client.post(address, {"named": "off"})

    assert b"Ada Author</a>" not in client.get(release.get_absolute_url()).content
    assert b"Name me after all" in client.get(release.get_absolute_url()).content


def test_the_post_says_with_what_it_came_out(client: Client) -> None:
    idea, colleague = make_idea(), make_colleague()
    bring_out(make_release(idea), by=colleague)
    thank(make_member(name="Tove"), by=colleague, reason="drew it", idea=idea)
    page = client.get(Idea.objects.get().get_absolute_url(), follow=True)
    text = page.content.decode()
    assert "It came out with" in text
    assert "Tove" in text
    assert "drew it" in text


def test_two_releases_of_one_name_have_two_addresses() -> None:
    with quiet():
        found = [make_release(title="Spring") for _ in range(3)]
    assert [each.slug for each in found] == ["spring", "spring-2", "spring-3"]


def test_a_customer_brings_nothing_out() -> None:
    customer = make_member()
    verify(customer, how=Member.Verified.CUSTOMER_LIST)
    release = make_release()
    for act in (bring_out, publish_release, unpublish_release):
        with pytest.raises(NotAllowed, match="own people"):
            act(release, by=customer)


@pytest.mark.django_db(transaction=True)
def test_two_of_one_title_written_at_once_have_two_addresses() -> None:
    by = make_colleague()
    write = partial(make_release, title="Same title", by=by)
    made = at_once(*[write] * 4)
    assert len({release.slug for release in made}) == 4
