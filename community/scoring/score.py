import hashlib
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from community.scoring.arrays import Bools, Floats, totals
from community.scoring.endorsement import Backing, back, damping_of
from community.scoring.explain import Less, what_counted_less
from community.scoring.items import Items
from community.scoring.ledger import Kind, Ledger, Members
from community.scoring.parameters import Parameters
from community.scoring.places import (
    Door,
    Places,
    Previous,
    active_members,
    number_of_places,
    rank,
    stay_or_go,
    who_taught,
)
from community.scoring.strands import strands_of
from community.scoring.trust import decay, endorsements, pair_up, weigh_voters
from community.scoring.works import Scene


@dataclass(frozen=True)
class Result:
    """Everybody's standing on a day; rows are members, columns of five are strands."""

    raw: Floats
    points: Floats
    weighted: Floats  # the five parts of the score
    score: Floats
    rank: NDArray[np.int32]
    in_half_percent: Bools
    door: NDArray[np.int8]
    below_since: NDArray[np.int32]
    backers: NDArray[np.int32]  # trusted ones
    groups: NDArray[np.int32]  # that these come from
    segments: NDArray[np.int32]
    unvouched: NDArray[np.int32]  # backers nobody can vouch for
    active: Bools
    trusted: Bools
    voter_weight: Floats
    reference: Floats
    places: int
    cold_start: bool
    items: Items
    less: Less


def score_members(
    members: Members,
    ledger: Ledger,
    *,
    day: int,
    parameters: Parameters | None = None,
    previous: Previous | None = None,
) -> Result:
    """Score everybody as of the end of `day` (days since 1970, UTC)."""
    parameters, previous = parameters or Parameters(), previous or Previous()
    scene = set_scene(members, ledger.until(day), day=day, parameters=parameters)
    strands = strands_of(scene, opposition(scene))
    raw = strands.items.raw(members.count)
    active = active_members(scene.ledger, members, since=day - parameters.active_days)
    reference = frozen_reference(previous, int(active.sum()), parameters)
    if reference is None:
        reference = reference_values(raw, active, parameters)
    points = points_of(raw, reference)
    weighted = points * np.asarray(parameters.weights) / 100
    backers, groups = trusted_behind(scene)
    places = find_places(
        scene, weighted.sum(axis=1), previous, active=active, backed=(backers, groups)
    )
    return Result(
        raw=raw,
        points=points,
        weighted=weighted,
        score=weighted.sum(axis=1),
        rank=places.rank,
        in_half_percent=places.door != Door.NONE,
        door=places.door,
        below_since=places.below_since,
        backers=backers,
        groups=groups,
        segments=strands.segments.astype(np.int32),
        unvouched=_unvouched(scene),
        active=active,
        trusted=scene.trust.trusted,
        voter_weight=scene.trust.weight,
        reference=reference,
        places=places.count,
        cold_start=scene.trust.cold_start,
        items=strands.items,
        less=what_counted_less(scene, strands),
    )


def set_scene(
    members: Members, ledger: Ledger, *, day: int, parameters: Parameters
) -> Scene:
    rows = endorsements(ledger, Kind.ENDORSED, Kind.HELPED)
    pairs = pair_up(rows, decay(rows, day, parameters), count=members.count)
    trust = weigh_voters(pairs, members, parameters)
    crowds, backing = back(pairs, members, trust, parameters=parameters)
    return Scene(
        ledger=ledger,
        members=members,
        pairs=pairs,
        damping=damping_of(pairs),
        trust=trust,
        crowds=crowds,
        backing=backing,
        day=day,
        parameters=parameters,
    )


def opposition(scene: Scene) -> Backing:
    """D, by the same steps as S but without the reciprocity term."""
    count = scene.members.count
    rows = endorsements(scene.ledger, Kind.OPPOSED)
    if not len(rows):
        return Backing(*(np.zeros(count) for _ in fields(Backing)))
    pairs = pair_up(rows, decay(rows, scene.day, scene.parameters), count=count)
    _, backing = back(
        pairs,
        scene.members,
        scene.trust,
        parameters=scene.parameters,
        reciprocal=False,
    )
    return backing


def frozen_reference(
    previous: Previous, active: int, parameters: Parameters
) -> Floats | None:
    known = active if previous.active is None else previous.active
    return previous.reference if active <= parameters.outgrown * known else None


def reference_values(raw: Floats, active: Bools, parameters: Parameters) -> Floats:
    """What 100 points stand for: the 99.5th percentile of the active, 1 at the least."""
    if not active.any():
        return np.full(raw.shape[1], parameters.smallest_reference)
    usual = np.percentile(raw[active], parameters.reference_percentile, axis=0)
    least: Floats = np.maximum(usual, parameters.smallest_reference)
    return least


def points_of(raw: Floats, reference: Floats) -> Floats:
    """100 · min(1, ln(1 + x) / ln(1 + reference))."""
    points: Floats = 100 * np.minimum(1, np.log1p(raw) / np.log1p(reference))
    return points


def trusted_behind(scene: Scene) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Per member, the trusted members who endorse them, and their groups."""
    pairs, crowds, count = scene.pairs, scene.crowds, scene.members.count
    by = pairs.author[scene.trust.trusted[pairs.voter]]
    of = crowds.target[crowds.trusted]
    return (
        totals(by, None, count).astype(np.int32),
        totals(of, None, count).astype(np.int32),
    )


def _unvouched(scene: Scene) -> NDArray[np.int32]:
    pairs = scene.pairs
    by = pairs.author[~scene.trust.trusted[pairs.voter]]
    return totals(by, None, scene.members.count).astype(np.int32)


def find_places(
    scene: Scene,
    score: Floats,
    previous: Previous,
    *,
    active: Bools,
    backed: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> Places:
    members, parameters = scene.members, scene.parameters
    willing = members.consent & ~members.excluded
    count = number_of_places(int(active.sum()), members.teams, parameters)
    ranks = rank(score, members.joined, willing & active)
    ranked = (ranks > 0) & (score > 0)
    enough = backed[0] >= parameters.backers_needed
    enough &= backed[1] >= parameters.groups_needed
    wanted = ranked & enough & (ranks <= count)
    holds = ranked & enough & (ranks <= parameters.leave_beyond * count)
    inside, since = stay_or_go(
        wanted, holds, previous, day=scene.day, parameters=parameters
    )
    taught = who_taught(
        scene.ledger, count=members.count, needed=parameters.insights_needed
    )
    door = np.where(inside, Door.SCORE, np.where(taught, Door.TEACHING, Door.NONE))
    door = np.where(willing, door, Door.NONE).astype(np.int8)
    return Places(count, ranks, door, since)


def digest(
    members: Members,
    ledger: Ledger,
    *,
    day: int,
    parameters: Parameters | None = None,
    previous: Previous | None = None,
) -> str:
    """The same inputs give the same digest, in whatever order the ledger's rows come."""
    seal = hashlib.sha256()
    seal.update(f"{day} {(parameters or Parameters()).digest()}".encode())
    for part in (members, ledger.until(day), previous or Previous()):
        for field in fields(part):
            seal.update(f"|{field.name}:".encode())
            seal.update(_bytes(getattr(part, field.name)))
    return seal.hexdigest()


def _bytes(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(value).view(np.uint8).data
    return repr(value).encode()


def as_of(result: Result) -> Previous:
    """What the next run needs to know of this one."""
    return Previous(
        inside=result.door == Door.SCORE,
        below_since=result.below_since,
        reference=result.reference,
        active=int(result.active.sum()),
    )
