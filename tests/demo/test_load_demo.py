"""After loading, every count is what its rows say and every journey is in order."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Count, F, Q
from django.test import Client
from django.urls import reverse

from community.models import (
    Contribution,
    Conversation,
    Delivery,
    Firm,
    Flag,
    Member,
    Ruling,
    Standing,
)
from feedback.demo.load import SignIn, load_demo
from feedback.models import Evidence, Handoff, Insight, Question
from ideas.models import Comment, Idea, Vote
from tests.demo.conftest import AS_OF

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo")]


def test_the_community_has_its_size() -> None:
    assert Member.objects.filter(is_staff=False).count() == 192
    assert Idea.objects.count() == 96
    assert Comment.objects.count() == 444
    assert 1_900 <= Vote.objects.count() <= 2_300
    assert Insight.objects.count() == 18
    assert Question.objects.count() == 10
    assert Flag.objects.count() == 2
    assert Ruling.objects.get().kind == Ruling.Kind.KEPT


def test_counts_are_rows() -> None:
    for idea in Idea.objects.annotate(
        followed=Count("follows", distinct=True),
        said=Count(
            "comments", filter=Q(comments__conversation__is_hidden=False), distinct=True
        ),
    ):
        voters = Vote.objects.filter(Q(idea=idea) | Q(idea__merged_into=idea))
        assert idea.vote_count == voters.values("member").distinct().count(), idea
        assert (idea.comment_count, idea.follower_count) == (idea.said, idea.followed)
    marked = Comment.objects.annotate(rows=Count("helpful"))
    assert not marked.exclude(helpful_count=F("rows")).exists()


def test_the_ledger_says_what_the_rows_say() -> None:
    credited = Contribution.objects.live()
    assert credited.filter(kind="endorsed").count() == Vote.objects.count()
    spoken = Comment.objects.filter(author__is_staff=False)
    assert credited.filter(kind="spoke").count() == spoken.count()
    assert credited.filter(kind="posted").count() == Idea.objects.count()


def test_journeys_are_in_order() -> None:
    for row in Conversation.objects.exclude(read_at=None):
        later = [at for at in [row.learned_at, row.decided_at] if at]
        moments = [row.received_at, row.read_at, min(later, default=None), row.told_at]
        reached = [at for at in moments if at]
        assert reached == sorted(reached)


def test_nothing_is_before_its_cause_or_after_the_end() -> None:
    votes = Vote.objects.select_related("idea", "member")
    for vote in votes:
        assert max(vote.idea.created_at, vote.member.joined_at) < vote.cast_at < AS_OF
    assert not Vote.objects.filter(idea__author=F("member")).exists()


def test_all_that_customers_said_is_with_a_team() -> None:
    left = Conversation.objects.filter(handoffs=None)
    assert not left.exclude(kind="comment", member__is_staff=True).exists()
    waiting = Handoff.objects.waiting().filter(team__slug="stitch")
    assert waiting.filter(conversation__external_id="T-48213").exists()


def test_people_were_told_and_replied() -> None:
    replies = Evidence.objects.exclude(reply="").values_list("reply", flat=True)
    assert {"confirmed", "not_quite"} == set(replies)
    assert Standing.objects.current().half_percent().exists()


def test_nothing_leaves() -> None:
    assert not Delivery.objects.exists()


def test_loading_again_does_nothing(capsys: Any) -> None:
    before = Member.objects.count()
    call_command("load_demo")
    assert "A firm is set up already" in capsys.readouterr().err
    assert Member.objects.count() == before


def test_the_same_day_gives_the_same_community() -> None:
    """Drawn from fixed hashes: this number changes only when the texts do."""
    from feedback.demo import draws
    from feedback.demo.texts import Texts

    first, second = (list(draws.judgements(Texts())) for _ in range(2))
    assert first == second
    assert sum(is_vote for _each, is_vote in first) == Vote.objects.count()


def test_the_three_guests_can_sign_in(demo: list[SignIn], client: Client) -> None:
    assert [each.role for each in demo] == [
        "a customer",
        "a product team",
        "an administrator",
    ]
    for each in demo:
        client.logout()
        signed_in = client.login(email=each.email, password=each.password)
        assert signed_in, each.role
    assert client.get(reverse("admin:index")).status_code == 200


def test_every_post_and_member_has_a_page(client: Client) -> None:
    pages = [
        idea.get_absolute_url()
        for idea in Idea.objects.listed().select_related("conversation")
    ]
    pages += [member.get_absolute_url() for member in Member.objects.present()[:40]]
    pages += [insight.get_absolute_url() for insight in Insight.objects.all()]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(
        pages, 200
    )


def test_the_passwords_are_kept_for_their_owner_only(tmp_path: Path) -> None:
    from feedback.management.commands.load_demo import keep

    path = tmp_path / "state" / "demo-sign-in.txt"
    keep(path, "first")
    keep(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_firm_that_stands_is_left_alone() -> None:
    assert Firm.objects.exists()
    assert load_demo() == []
