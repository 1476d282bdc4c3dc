"""The five raw values, as lines of evidence that add up to them."""

from dataclasses import dataclass

import numpy as np

from community.scoring.arrays import Floats, join, split, starts_of, totals
from community.scoring.endorsement import (
    Backing,
    Crowds,
    cap,
    gather,
    strength_of_pairs,
)
from community.scoring.invitations import is_in_tree_of
from community.scoring.items import Items, What
from community.scoring.ledger import Kind
from community.scoring.works import Scene, Works, credits_of, works_of


@dataclass(frozen=True)
class Strands:
    items: Items
    themes: Works
    threads: Works  # those that count: one a day
    all_threads: Works
    segments: Floats


def strands_of(scene: Scene, opposed: Backing) -> Strands:
    themes = works_of(scene, Kind.ENDORSED, begun_by=Kind.POSTED)
    talk = works_of(scene, Kind.HELPED, begun_by=Kind.SPOKE)
    threads = talk.take(best_of_each_day(talk))
    segments = segments_behind(scene)
    items = [
        *creative(scene, themes),
        influential(scene, segments, opposed),
        passionate(scene),
        Items.of(
            "vocal",
            What.THREAD,
            threads.author,
            key=threads.key,
            value=credits_of(threads, scene),
        ),
        inviting(scene),
    ]
    return Strands(Items.together(items), themes, threads, talk, segments)


def creative(scene: Scene, themes: Works) -> list[Items]:
    found = [
        Items.of(
            "creative",
            What.THEME,
            themes.author,
            key=themes.key,
            value=credits_of(themes, scene),
        )
    ]
    for kind, what, credit in (
        (Kind.ADOPTED, What.ADOPTED, scene.parameters.adopted_credit),
        (Kind.TAUGHT, What.TAUGHT, scene.parameters.taught_credit),
    ):
        rows = scene.ledger.of_kind(kind)
        value = credit * scene.decay(rows.day)
        found.append(
            Items.of("creative", what, rows.member, key=rows.subject, value=value)
        )
    return found


def segments_behind(scene: Scene) -> Floats:
    """Per author, how many segments their trusted backers come from."""
    pairs = scene.pairs
    segment = scene.members.segment[pairs.voter]
    counts = scene.trust.trusted[pairs.voter] & (segment >= 0)
    key = np.sort(join(pairs.author[counts], segment[counts]))
    author, _ = split(key[starts_of(key)])
    return totals(author, None, scene.members.count)


def influential(scene: Scene, segments: Floats, opposed: Backing) -> Items:
    """(S - D) · (1 + ln(segments) / ln 10), shared out among the groups behind S."""
    backing, crowds = scene.backing, scene.crowds
    net = np.maximum(backing.value - opposed.value, 0)
    raw = net * (1 + np.log(np.maximum(segments, 1)) / np.log(10))
    per_value = np.divide(
        raw, backing.value, out=np.zeros_like(raw), where=backing.value > 0
    )
    allowed = backing.value - backing.trusted
    per_untrusted = np.divide(
        allowed, backing.untrusted, out=np.zeros_like(raw), where=backing.untrusted > 0
    )
    kept = np.where(crowds.trusted, 1.0, per_untrusted[crowds.target])
    value = crowds.strength * kept * per_value[crowds.target]
    return Items.of(
        "influential", What.GROUP, crowds.target, key=crowds.group, value=value
    )


def passionate(scene: Scene) -> Items:
    """Weeks with something posted, said or done; 0 is the seven days up to `day`."""
    rows = scene.ledger.of_kind(Kind.POSTED, Kind.SPOKE, Kind.DID)
    week = (scene.day - rows.day) // 7
    recent = week < scene.parameters.weeks
    key = np.sort(join(rows.member[recent], week[recent]))
    member, which = split(key[starts_of(key)])
    return Items.of(
        "passionate", What.WEEK, member, key=which, value=np.ones(member.size)
    )


def best_of_each_day(threads: Works) -> np.ndarray:
    """At most one discussion begun on the same day counts: the best backed."""
    backing = threads.backing
    order = np.lexsort((threads.key, -backing.trusted, -backing.value, threads.day))
    order = order[np.argsort(threads.author[order], kind="stable")]
    return order[starts_of(threads.author[order], threads.day[order])]


def inviting(scene: Scene) -> Items:
    """√S of everyone they brought who is trusted, S from outside their invite tree."""
    brought = scene.ledger.of_kind(Kind.BROUGHT)
    brought = brought.take(brought.giver >= 0)
    starts = starts_of(brought.member, brought.giver)
    inviter, invitee = brought.member[starts], brought.giver[starts]
    trusted = scene.trust.trusted[invitee]
    inviter, invitee = inviter[trusted], invitee[trusted]
    value = np.sqrt(outside_backing(scene, inviter, invitee))
    return Items.of("inviting", What.INVITEE, inviter, key=invitee, value=value)


def outside_backing(scene: Scene, inviter: np.ndarray, invitee: np.ndarray) -> Floats:
    pairs, trust = scene.pairs, scene.trust
    first = np.searchsorted(pairs.author, invitee, side="left")
    size = np.searchsorted(pairs.author, invitee, side="right") - first
    target = np.repeat(np.arange(invitee.size), size)
    before = np.cumsum(size) - size
    pair = np.arange(target.size) - np.repeat(before - first, size)
    voter = pairs.voter[pair]
    outside = ~is_in_tree_of(voter, inviter[target], scene.members.inviter)
    target, pair, voter = target[outside], pair[outside], voter[outside]
    worth = strength_of_pairs(pairs, trust, scene.damping, fan=scene.parameters.fan)[
        pair
    ]
    crowds: Crowds = gather(
        target, scene.members.group[voter], trust.trusted[voter], worth=worth
    )
    return cap(crowds, scene.parameters, count=invitee.size).value
