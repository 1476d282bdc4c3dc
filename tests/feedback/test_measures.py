from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from community.actions.members import leave
from community.models import (
    Contribution,
    Member,
    Source,
    Standing,
    StandingParameters,
    StandingRun,
)
from feedback.actions.handoffs import open_handoff
from feedback.actions.insights import write_insight
from feedback.actions.replies import reply
from feedback.actions.routing import route
from feedback.actions.teams import open_team
from feedback.measures import co_creators, funnel
from feedback.models import Evidence, Insight, Team
from tests.makers import make_colleague, make_comment, make_member, make_ticket

START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def customer(**details: object) -> Member:
    return make_member(verified=True, **details)


def insight_on(*members: Member, at: datetime = START) -> Insight:
    open_team("Door")
    colleague = make_colleague()
    evidence = []
    for member in members:
        said = make_ticket(member=member, at=at)
        handoff = route(said, at=at)
        assert handoff
        open_handoff(handoff, by=colleague, at=at)
        evidence.append((said, "leaks"))
    return write_insight(
        sentence="Seals dry out.",
        by=colleague,
        team=Team.objects.get(),
        evidence=evidence,
        at=at,
    )


def answer(insight: Insight, member: Member, word: str, *, at: datetime) -> Evidence:
    evidence = insight.evidence.filter(conversation__member=member).latest("pk")
    return reply(evidence, by=member, reply=word, at=at)


def test_a_customer_who_taught_and_confirmed_is_a_co_creator_for_90_days() -> None:
    mirela = customer()
    insight = insight_on(mirela)
    assert co_creators(START + DAY).count == 0

    evidence = answer(insight, mirela, "confirmed", at=START + 10 * DAY)

    now = co_creators(START + 11 * DAY)
    assert now.count == 1
    assert [(row.member, row.evidence) for row in now.rows] == [(mirela, evidence)]
    assert co_creators(START + 100 * DAY).count == 1
    assert co_creators(START + 101 * DAY).count == 0


def test_silence_doubt_and_strangers_do_not_count() -> None:
    silent, doubting, unknown = customer(), customer(), make_member()
    partner = customer(is_partner=True)
    ours = make_colleague(verified=True)
    insight = insight_on(silent, doubting, unknown, partner, ours)
    answer(insight, doubting, "not_quite", at=START + DAY)
    for stranger in (unknown, partner, ours):
        answer(insight, stranger, "confirmed", at=START + DAY)

    now = co_creators(START + 2 * DAY)

    assert (now.count, now.not_quite, now.no_reply) == (0, 1, 1)


def test_taking_it_back_takes_it_back_and_who_leaves_is_gone() -> None:
    mirela, jo = customer(), customer()
    insight = insight_on(mirela, jo)
    answer(insight, mirela, "confirmed", at=START + DAY)
    answer(insight, jo, "confirmed", at=START + DAY)
    assert co_creators(START + 2 * DAY).count == 2

    answer(insight, mirela, "not_quite", at=START + 2 * DAY)
    leave(jo)

    now = co_creators(START + 3 * DAY)
    assert (now.count, now.not_quite) == (0, 1)


def test_only_the_first_five_people_of_an_insight_count() -> None:
    people = [customer() for _ in range(7)]
    insight = insight_on(*people)
    for member in people:
        answer(insight, member, "confirmed", at=START + DAY)
    now = co_creators(START + 2 * DAY)
    assert now.count == 5
    assert {row.member for row in now.rows} == set(people[:5])


def test_the_same_person_counts_once_however_often_they_teach() -> None:
    mirela = customer()
    for n in range(2):
        insight = insight_on(mirela, mirela, at=START + n * DAY)
        answer(insight, mirela, "confirmed", at=START + 3 * DAY)
    now = co_creators(START + 4 * DAY)
    assert now.count == 1
    assert len(now.rows) == 2
    assert now.no_reply == 0


def test_it_knows_how_many_of_last_years_half_percent_are_still_active() -> None:
    parameters = StandingParameters.objects.create(values={}, created_at=START)
    run = StandingRun.objects.create(
        day=START.date(), parameters=parameters, digest="a", created_at=START
    )
    strands = dict.fromkeys(
        ["creative", "influential", "passionate", "vocal", "inviting", "score"], 1.0
    )
    active, asleep = make_member(), make_member()
    for rank, member in enumerate([active, asleep], start=1):
        Standing.objects.create(
            run=run,
            member=member,
            rank=rank,
            in_half_percent=True,
            door="score",
            **strands,
        )
    later = START + 366 * DAY
    Contribution.objects.create(
        member=active, kind="posted", source="x", occurred_at=later - DAY
    )
    now = co_creators(later)
    assert (now.half_percent_a_year_ago, now.half_percent_still_active) == (2, 1)


@pytest.mark.parametrize("size", [1, 6])
def test_the_measures_cost_the_same_for_any_size(
    size: int, django_assert_num_queries: object
) -> None:
    for n in range(size):
        mirela = customer()
        insight = insight_on(mirela, at=START + n * 7 * DAY)
        answer(insight, mirela, "confirmed", at=START + 50 * DAY)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert co_creators(START + 51 * DAY).count == size
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert funnel(START, START + 60 * DAY).total.received == size


def test_the_funnel_counts_how_far_each_week_and_source_got() -> None:
    mirela = customer()
    insight_on(mirela, at=START)
    open_team("Door")
    read_later = make_ticket("Slow.", at=START + 7 * DAY, source="reviews")
    handoff = route(read_later)
    assert handoff
    open_handoff(handoff, by=make_colleague(), at=START + 9 * DAY)
    make_ticket(at=START + 7 * DAY)
    hidden = make_ticket(at=START)
    type(hidden).objects.filter(pk=hidden.pk).update(is_hidden=True)
    make_comment(author=make_colleague(), at=START)
    Source.objects.create(
        slug="shops", name="Shops", is_connected=False, monthly_volume=300
    )

    seen = funnel(START, START + 14 * DAY)

    # make_comment made an idea, now: outside the span.
    assert (seen.total.received, seen.total.read, seen.total.learned) == (3, 2, 1)
    assert (seen.total.told, seen.total.unreachable) == (1, 2)
    assert [row.received for row in seen.weeks] == [1, 2]
    by_key = {row.key: row for row in seen.sources}
    assert by_key["shops"].elsewhere == round(300 * 14 / 30.436875)
    assert seen.unread_share == pytest.approx(1 - 2 / (3 + by_key["shops"].elsewhere))
    assert seen.median_wait["read"] is not None
    assert timedelta() <= seen.median_wait["read"] <= timezone.now() - START


def test_an_empty_community_measures_nothing_and_breaks_nothing() -> None:
    assert co_creators().count == 0
    empty = funnel(START, START + DAY)
    assert (empty.total.received, empty.unread_share, empty.weeks) == (0, 0.0, [])
    assert empty.median_wait["told"] is None


def test_weeks_are_those_of_utc_wherever_the_reader_is() -> None:
    make_ticket(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    span = (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    with timezone.override("Pacific/Auckland"):
        (week,) = funnel(*span).weeks
    assert (week.key, week.name) == ("2026-02-23", "2026-W09")
