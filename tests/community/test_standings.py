from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from community.actions.contributions import credit, revoke
from community.actions.standings import parameters_in_force, publish_standings
from community.models import Contribution, Member, Standing, StandingRun
from community.scoring import Kind, Parameters
from community.signals import half_percent_changed
from community.standing_inputs import KINDS, read_ledger, read_roster
from tests.makers import make_member

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
AFTER = NOON + timedelta(days=1)


def make_vote(author: Member, voter: Member, *, at: datetime = NOON) -> str:
    source = f"ideas.vote:{author.pk}:{voter.pk}"
    theme = f"ideas.idea:{author.pk}"
    credit(
        author.pk,
        Contribution.Kind.ENDORSED,
        source=source,
        given_by=voter,
        subject=theme,
        thread=theme,
        at=at,
    )
    return source


def make_favourite() -> Member:
    """Somebody whom six confirmed customers of six companies endorse, and active."""
    author = make_member(consents_to_ranking=True)
    for n in range(20):
        voter = make_member(verified=True, company=f"Company {n}")
        if n < 6:
            make_vote(author, voter)
    Member.objects.update(verified_at=NOON - timedelta(days=1), verified_by="colleague")
    credit(author.pk, Contribution.Kind.POSTED, source="ideas.idea:1", at=NOON)
    return author


def test_the_ledger_knows_the_same_kinds_as_the_scoring() -> None:
    assert set(KINDS) == set(Contribution.Kind.values)


def test_the_ledger_comes_out_of_the_database_as_it_went_in() -> None:
    author, voter = make_member(), make_member()
    make_vote(author, voter)
    credit(author.pk, Contribution.Kind.POSTED, source="ideas.idea:1", at=NOON)
    credit(author.pk, Contribution.Kind.POSTED, source="ideas.idea:2", at=AFTER)
    roster = read_roster(AFTER)
    ledger = read_ledger(roster, until=AFTER)
    order = ledger.kind.argsort()
    assert ledger.kind[order].tolist() == [Kind.ENDORSED, Kind.POSTED]
    assert roster.ids[ledger.member].tolist() == [author.pk] * 2
    assert roster.ids[ledger.giver[order][0]] == voter.pk
    assert ledger.giver[order][1] == -1
    assert ledger.thread[order][1] == -1
    assert set(ledger.day.tolist()) == {(DAY - date(1970, 1, 1)).days}


def test_publishing_puts_the_favourite_into_the_half_percent() -> None:
    author = make_favourite()
    run = publish_standings(DAY)
    standing = Standing.objects.current().get(member=author)
    assert run.is_current
    assert standing.in_half_percent
    assert standing.rank == 1
    assert standing.raw["backers"] == 6
    weights = parameters_in_force().values["weights"]
    points = [
        standing.creative,
        standing.influential,
        standing.passionate,
        standing.vocal,
        standing.inviting,
    ]
    total = sum(w * p / 100 for w, p in zip(weights, points, strict=True))
    assert abs(total - standing.score) < 1e-9


def test_publishing_twice_is_publishing_once() -> None:
    make_favourite()
    assert publish_standings(DAY) == publish_standings(DAY)
    assert StandingRun.objects.count() == 1


def test_news_comes_when_somebody_enters_and_only_then() -> None:
    author = make_favourite()
    heard: list[list[int]] = []

    def hear(sender: object, **news: list[int]) -> None:
        heard.append(news["entered"])

    half_percent_changed.connect(hear)
    try:
        publish_standings(DAY)
        publish_standings(DAY)
    finally:
        half_percent_changed.disconnect(hear)
    assert heard == [[author.pk]]


def test_what_is_taken_back_no_longer_counts() -> None:
    author = make_favourite()
    first = publish_standings(DAY)
    for line in Contribution.objects.filter(kind="endorsed"):
        revoke("endorsed", source=line.source, at=NOON)
    second = publish_standings(DAY)
    assert second.digest != first.digest
    assert not Standing.objects.current().filter(in_half_percent=True).exists()
    assert Standing.objects.current().get(member=author).influential == 0


def test_the_references_hold_until_the_month_ends() -> None:
    author = make_favourite()
    first = publish_standings(DAY)
    make_vote(author, make_member(verified=True), at=AFTER)
    assert publish_standings(DAY + timedelta(days=1)).reference == first.reference
    assert publish_standings(DAY + timedelta(days=30)).reference != first.reference


def test_new_parameters_make_a_new_run() -> None:
    make_favourite()
    first = publish_standings(DAY)
    values = Parameters(half_life_days=90).stored()
    type(first.parameters).objects.create(values=values, created_at=NOON)
    assert publish_standings(DAY) != first
    assert StandingRun.objects.filter(is_current=True).count() == 1


def test_without_a_customer_list_the_run_says_so() -> None:
    make_vote(make_member(), make_member())
    assert publish_standings(DAY).is_cold_start


def test_two_runs_cannot_be_current() -> None:
    first = publish_standings(DAY)
    with (
        pytest.raises(IntegrityError, match="one_run_is_current"),
        transaction.atomic(),
    ):
        StandingRun.objects.create(
            day=DAY,
            digest="other",
            parameters=first.parameters,
            is_current=True,
            created_at=NOON,
        )


def test_the_command_publishes_the_day_it_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_favourite()
    call_command("surface_contributors", "2026-03-10")
    said = capsys.readouterr().out
    assert "2026-03-10" in said
    assert "1 in the half percent" in said
