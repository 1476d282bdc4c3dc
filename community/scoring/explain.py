"""What counted less and by which rule, as data that the pages put into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from community.scoring.arrays import Floats, totals
from community.scoring.strands import Strands
from community.scoring.works import Scene, Works


class Rule(IntEnum):
    """Why something counted less; `given` and `counted` are in the same unit."""

    SAME_GROUP = 0  # people of one group, counted as so many; key is the group
    NOT_VOUCHED = 1  # backers nobody vouches for; counted: what they add to S
    SAME_THEME = 2  # votes inside one theme, counted as so many; key is the theme
    SAME_VOICE = 3  # endorsements by people who endorsed before, as √ of each one's
    RECIPROCAL = 4  # backers whom they endorse too, counted as so many
    AGE = 5  # endorsements, counted as so many of today
    SAME_DAY = 6  # discussions begun on one day, counted as so many


@dataclass(frozen=True)
class Less:
    member: NDArray[np.int32]
    rule: NDArray[np.int8]
    given: NDArray[np.float32]
    counted: NDArray[np.float32]
    key: NDArray[np.int32]  # -1 when the rule needs none

    def of_member(self, index: int) -> Iterator[dict[str, Any]]:
        """As it is stored: the rule's name, given, counted, and which one."""
        first, last = np.searchsorted(self.member, [index, index + 1])
        for at in range(int(first), int(last)):
            yield {
                "rule": Rule(self.rule[at]).name.lower(),
                "given": round(float(self.given[at]), 3),
                "counted": round(float(self.counted[at]), 3),
                "key": int(self.key[at]),
            }


def what_counted_less(scene: Scene, strands: Strands) -> Less:
    parts = [
        _same_group(scene),
        _not_vouched(scene),
        _same_theme(strands.themes),
        _same_voice(scene),
        _reciprocal(scene),
        _age(scene),
        _same_day(strands, scene.members.count),
    ]
    member = np.concatenate([part.member for part in parts])
    order = np.argsort(member, kind="stable")
    columns = ("rule", "given", "counted", "key")
    return Less(
        member[order],
        *(np.concatenate([getattr(part, c) for part in parts])[order] for c in columns),
    )


def _lines(
    rule: Rule,
    member: ArrayLike,
    given: ArrayLike,
    *,
    counted: ArrayLike,
    key: Any = -1,
) -> Less:
    who = np.asarray(member, np.int32)
    return Less(
        who,
        np.full(who.size, rule, np.int8),
        np.asarray(given, np.float32),
        np.asarray(counted, np.float32),
        np.broadcast_to(np.asarray(key, np.int32), who.shape),
    )


def _per_member(rule: Rule, given: Floats, counted: Floats) -> Less:
    who = np.flatnonzero(given - counted > 1e-3)
    return _lines(rule, who, given[who], counted=counted[who])


def _same_group(scene: Scene) -> Less:
    crowds = scene.crowds
    which = np.flatnonzero(crowds.people > 1)
    people = crowds.people[which]
    whole = crowds.plain[which]
    share = np.divide(
        crowds.strength[which], whole, out=np.ones(which.size), where=whole > 0
    )
    return _lines(
        Rule.SAME_GROUP,
        crowds.target[which],
        people,
        counted=people * share,
        key=crowds.group[which],
    )


def _not_vouched(scene: Scene) -> Less:
    pairs, backing = scene.pairs, scene.backing
    by = pairs.author[~scene.trust.trusted[pairs.voter]]
    people = totals(by, None, scene.members.count)
    return _per_member(Rule.NOT_VOUCHED, people, backing.value - backing.trusted)


def _same_theme(themes: Works) -> Less:
    which = np.flatnonzero(themes.rows > themes.voters)
    return _lines(
        Rule.SAME_THEME,
        themes.author[which],
        themes.rows[which],
        counted=themes.voters[which],
        key=themes.key[which],
    )


def _same_voice(scene: Scene) -> Less:
    pairs, count = scene.pairs, scene.members.count
    again = np.flatnonzero(pairs.rows > 1)
    rows = pairs.rows[again].astype(np.float64)
    author = pairs.author[again]
    given = totals(author, rows, count)
    return _per_member(Rule.SAME_VOICE, given, totals(author, np.sqrt(rows), count))


def _reciprocal(scene: Scene) -> Less:
    pairs, count = scene.pairs, scene.members.count
    both = np.flatnonzero(scene.damping.mutual < 1)
    author = pairs.author[both]
    given = totals(author, None, count)
    counted = totals(author, scene.damping.mutual[both], count)
    return _per_member(Rule.RECIPROCAL, given, counted)


def _age(scene: Scene) -> Less:
    """Only where half or more is gone: every endorsement is a little older today."""
    pairs, count = scene.pairs, scene.members.count
    given = totals(pairs.author, pairs.whole, count)
    counted = totals(pairs.author, pairs.given, count)
    faded = counted <= given / 2
    return _per_member(Rule.AGE, given * faded, counted * faded)


def _same_day(strands: Strands, count: int) -> Less:
    given = totals(strands.all_threads.author, None, count)
    return _per_member(
        Rule.SAME_DAY, given, totals(strands.threads.author, None, count)
    )
