"""Whatever happens, in any order, counts, the ledger, places and standings are exact."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.actions.flags import raise_flag
from community.actions.members import leave, restore, suspend
from community.actions.rulings import answer_appeal, appeal_ruling
from community.actions.standings import publish_standings
from community.errors import DomainError
from community.models import Contribution, Flag, Ruling
from ideas.actions.counts import repair_counts
from ideas.actions.flags import take_down
from ideas.actions.ideas import withdraw_idea
from ideas.actions.merges import merge_idea, undo_merges_of
from ideas.actions.ranks import place_unranked, refresh_ranks
from ideas.actions.votes import cast_vote, withdraw_vote
from ideas.models import Idea, Vote
from tests.makers import make_administrator, make_board, make_idea, make_member

Step = tuple[str, int, int]
VERBS = [
    *("vote", "withdraw", "merge", "unmerge"),
    *("ban", "readmit", "leave", "take down", "put back", "withdraw post"),
]
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 3)),
    max_size=16,
)
MACHINE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WHY = "Because of the rules"


class Room:
    """Three posts and four voters, two of them confirmed, to whom things happen."""

    def __init__(self) -> None:
        board = make_board()
        self.ideas = [make_idea(board=board) for _ in range(3)]
        self.voters = [make_member(verified=n < 2) for n in range(4)]
        self.admin, self.other = make_administrator(), make_administrator()

    def step(self, verb: str, a: int, b: int) -> None:
        idea, voter = fresh(self.ideas[a]), self.voters[b]
        voter.refresh_from_db()
        word = {"by": self.admin, "reason": WHY}
        acts: dict[str, Callable[[], object]] = {
            "vote": lambda: cast_vote(idea, voter=voter),
            "withdraw": lambda: withdraw_vote(idea, voter=voter),
            "merge": lambda: merge_idea(idea, into=self.ideas[b % 3], by=self.admin),
            "unmerge": lambda: undo_merges_of(idea),
            "withdraw post": lambda: withdraw_idea(idea, by=idea.author),
            "take down": lambda: take_down(self.flag(idea), **word),
            "put back": lambda: self.put_back(idea),
            "leave": lambda: leave(voter),
            "ban": lambda: suspend(voter, **word),
            "readmit": lambda: restore(voter, **word),
        }
        acts[verb]()

    def flag(self, idea: Idea) -> Flag:
        raise_flag(idea.conversation, by=make_member(), reason=WHY)
        return Flag.objects.filter(conversation=idea.conversation).latest("pk")

    def put_back(self, idea: Idea) -> None:
        rulings = Ruling.objects.filter(conversation=idea.conversation)
        ruling = rulings.filter(kind=Ruling.Kind.TAKEN_OFF).last()
        if ruling:
            ruling = appeal_ruling(ruling, words=WHY)
            answer_appeal(ruling, by=self.other, is_overturned=True, words=WHY)


@given(steps=STEPS)
@MACHINE
def test_what_is_counted_credited_placed_and_published_is_what_the_rows_say(
    steps: list[Step],
) -> None:
    room = Room()
    for step in steps:
        with suppress(DomainError):
            room.step(*step)

    for idea in Idea.objects.filter(pk__in=[each.pk for each in room.ideas]):
        assert idea.vote_count == len(voters_of(idea))
        assert set(credited(idea)) == (set() if is_off(idea) else votes_of(idea))
    place_unranked()
    placed = places(room)
    refresh_ranks()
    assert placed == places(room)
    assert set(repair_counts().values()) == {0}
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    assert publish_standings(tomorrow) == publish_standings(tomorrow)


def fresh(idea: Idea) -> Idea:
    return Idea.objects.select_related("conversation", "author").get(pk=idea.pk)


def voters_of(idea: Idea) -> set[int]:
    family = Q(idea=idea) | Q(idea__merged_into=idea)
    return set(Vote.objects.filter(family).values_list("member", flat=True))


def votes_of(idea: Idea) -> set[int]:
    return set(idea.votes.values_list("member", flat=True))


def credited(idea: Idea) -> Iterator[int]:
    lines = Contribution.objects.live().filter(kind="endorsed", subject=idea.subject)
    yield from lines.values_list("given_by", flat=True)
    assert set(lines.values_list("thread", flat=True)) <= {idea.theme}


def is_off(idea: Idea) -> bool:
    return bool(idea.status == "hidden")


def places(room: Room) -> list[tuple[float, float]]:
    listed = Idea.objects.listed().filter(pk__in=[each.pk for each in room.ideas])
    return list(listed.order_by("pk").values_list("best", "needs"))
