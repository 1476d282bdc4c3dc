"""Small communities to score, drawn or spelled out."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from community.scoring import Kind, Ledger, Members, Parameters, Result, score_members
from community.scoring.endorsement import Backing, back
from community.scoring.trust import Pairs, decay, endorsements, pair_up, weigh_voters

TODAY = 20_000
SIZE = 30
PARAMETERS = Parameters()
Row = tuple[int, int, int, int, int, int]


def vote(author: int, voter: int, *, theme: int = 0, ago: int = 0) -> Row:
    return (Kind.ENDORSED, author, voter, theme, theme, TODAY - ago)


def taught(member: int, colleague: int, insight: int, *, ago: int = 0) -> Row:
    return (Kind.TAUGHT, member, colleague, insight, insight, TODAY - ago)


def posted(member: int, theme: int = 0, *, ago: int = 0) -> Row:
    return (Kind.POSTED, member, -1, theme, theme, TODAY - ago)


def vouched(count: int = SIZE, first: int = 20, **columns: Any) -> Members:
    """The first so many are confirmed customers, just enough for trust to be seeded."""
    return Members.alike(count, verified=np.arange(count) < first, **columns)


def score(members: Members, *rows: Row, **options: Any) -> Result:
    return score_members(members, Ledger.rows(rows), day=TODAY, **options)


def pairs_of(members: Members, rows: list[Row]) -> Pairs:
    ledger = endorsements(Ledger.rows(rows).until(TODAY), Kind.ENDORSED, Kind.HELPED)
    decayed = decay(ledger, TODAY, PARAMETERS)
    return pair_up(ledger, decayed, count=members.count)


def backing(
    members: Members, rows: list[Row], *, trusting: list[Row] | None = None
) -> Backing:
    """S of everybody, with the weights of voters as they were before (`trusting`)."""
    before = pairs_of(members, rows if trusting is None else trusting)
    trust = weigh_voters(before, members, PARAMETERS)
    pairs = pairs_of(members, rows)
    return back(pairs, members, trust, parameters=PARAMETERS)[1]


people = st.integers(0, SIZE - 1)
kinds = st.sampled_from([kind for kind in Kind if kind != Kind.OPPOSED])
rows = st.tuples(
    kinds,
    people,
    people,
    st.integers(-1, 5),
    st.integers(-1, 5),
    st.integers(TODAY - 400, TODAY + 3),
)
ledgers = st.lists(rows, max_size=60)
votes = st.builds(
    vote, people, people, theme=st.integers(0, 3), ago=st.integers(0, 400)
)
elections = st.lists(votes, max_size=60)


@st.composite
def communities(draw: st.DrawFn) -> Members:
    few = st.lists(st.integers(0, 6), min_size=SIZE, max_size=SIZE)
    return vouched(
        first=draw(st.sampled_from([5, 20, 25])),
        group=draw(few),
        segment=[number - 1 for number in draw(few)],
        inviter=[number - 1 for number in draw(few)],
    )
