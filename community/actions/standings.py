from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from community.models import Standing, StandingParameters, StandingRun
from community.scoring import (
    STRANDS,
    Door,
    Parameters,
    Result,
    digest,
    score_members,
)
from community.scoring.items import What
from community.scoring.places import NEVER
from community.signals import half_percent_changed
from community.standing_inputs import Roster, read_ledger, read_previous, read_roster

EPOCH = date(1970, 1, 1)
DOORS = {
    Door.NONE: "",
    Door.SCORE: Standing.Door.SCORE,
    Door.TEACHING: Standing.Door.TEACHING,
}


@transaction.atomic
def publish_standings(day: date) -> StandingRun:
    """Score everybody as of the end of `day` (UTC) and make that the current run.

    The same inputs give the same run: nothing is written a second time.
    """
    _alone()
    version = parameters_in_force()
    parameters = Parameters.read(version.values)
    moment = datetime.combine(day + timedelta(days=1), time.min, UTC)
    roster = read_roster(moment, teams=_teams())
    ledger = read_ledger(roster, until=moment)
    number = (day - EPOCH).days
    previous = read_previous(roster, day=day, parameters=version)
    seal = digest(
        roster.members, ledger, day=number, parameters=parameters, previous=previous
    )
    run = StandingRun.objects.filter(day=day, digest=seal).first()
    if run is None:
        result = score_members(
            roster.members,
            ledger,
            day=number,
            parameters=parameters,
            previous=previous,
        )
        run = _write(result, roster, version=version, day=day, seal=seal)
    _make_current(run)
    return run


def _alone() -> None:
    """Beat and a command at once: the second waits, and finds the run of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('community.standings'))")


def parameters_in_force() -> StandingParameters:
    """The newest parameters; the first time, those that the code comes with."""
    newest = StandingParameters.objects.first()
    return newest or StandingParameters.objects.create(
        values=Parameters().stored(),
        note="as published",
        created_at=timezone.now(),
    )


def _teams() -> int:
    """How many product teams there are, asked of whichever app knows."""
    path = getattr(settings, "COUNT_TEAMS", "")
    return max(1, import_string(path)()) if path else 1


def _write(
    result: Result,
    roster: Roster,
    *,
    version: StandingParameters,
    day: date,
    seal: str,
) -> StandingRun:
    run = StandingRun.objects.create(
        day=day,
        parameters=version,
        digest=seal,
        is_cold_start=result.cold_start,
        active_count=int(result.active.sum()),
        places=result.places,
        reference=result.reference.tolist(),
        created_at=timezone.now(),
    )
    counts = result.items.counts(roster.members.count)
    shown = result.raw.any(axis=1) | (result.rank > 0) | result.in_half_percent
    rows = (
        _standing(run, result, roster, index=int(index), counts=counts[index])
        for index in (shown & ~roster.members.excluded).nonzero()[0]
    )
    Standing.objects.bulk_create(rows, batch_size=2000)
    return run


def _standing(
    run: StandingRun, result: Result, roster: Roster, *, index: int, counts: Any
) -> Standing:
    points = [float(value) for value in result.points[index]]
    since = int(result.below_since[index])
    return Standing(
        run=run,
        member_id=int(roster.ids[index]),
        **dict(zip(STRANDS, points, strict=True)),
        score=float(result.score[index]),
        rank=int(result.rank[index]),
        in_half_percent=bool(result.in_half_percent[index]),
        door=DOORS[Door(result.door[index])],
        outside_since=None if since == NEVER else EPOCH + timedelta(days=since),
        raw=_raw(result, index) | _counted(counts),
        less=[_named(line, roster) for line in result.less.of_member(index)],
    )


def _raw(result: Result, index: int) -> dict[str, Any]:
    """The raw values, what each adds to the score, and who stands behind them."""
    weighted = map(float, result.weighted[index])
    return {
        **dict(zip(STRANDS, map(float, result.raw[index]), strict=True)),
        "weighted": dict(zip(STRANDS, weighted, strict=True)),
        "backers": int(result.backers[index]),
        "groups": int(result.groups[index]),
        "segments": int(result.segments[index]),
        "unvouched": int(result.unvouched[index]),
    }


def _counted(counts: Any) -> dict[str, int]:
    """How many themes, adopted ideas, weeks and so on lie behind the raw values."""
    names = {What.GROUP: "", What.THEME: "themes", What.ADOPTED: "adopted"}
    names |= {What.TAUGHT: "taught", What.WEEK: "weeks", What.THREAD: "threads"}
    names |= {What.INVITEE: "invitees"}
    return {names[what]: int(counts[what]) for what in What if names[what]}


def _named(line: dict[str, Any], roster: Roster) -> dict[str, Any]:
    """A line of what counted less, with its group's name if it has one to show."""
    key = line.pop("key")
    if line["rule"] == "same_group":
        line["group"] = roster.group_name(key)
    return line


def _make_current(run: StandingRun) -> None:
    if run.is_current:
        return
    before = _half_percent(StandingRun.objects.filter(is_current=True).first())
    StandingRun.objects.filter(is_current=True).update(is_current=False)
    run.is_current = True
    run.save(update_fields=["is_current"])
    after = _half_percent(run)
    half_percent_changed.send(
        StandingRun,
        run=run,
        entered=sorted(after - before),
        left=sorted(before - after),
    )


def _half_percent(run: StandingRun | None) -> set[int]:
    inside = Standing.objects.filter(run=run, in_half_percent=True)
    return set(inside.values_list("member_id", flat=True)) if run else set()
