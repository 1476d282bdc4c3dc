"""What waits for a team: groups of people who said nearly the same, longest wait first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from community.models import Conversation, Member, Standing
from feedback.admin.likeness import groups
from feedback.models import Handoff, Team
from feedback.models.handoff import COUNTED

# So many rows are grouped and shown; what waits longer comes first.
SHOWN = 200


@dataclass
class Group:
    """Hand-offs that speak of the same thing."""

    handoffs: list[Handoff]
    people: int = field(init=False)

    def __post_init__(self) -> None:
        self.people = len({_person(each) for each in self.handoffs})

    @property
    def headline(self) -> str:
        return _speaks_for(self.handoffs).headline

    @property
    def since(self) -> datetime:
        return min(each.conversation.received_at for each in self.handoffs)

    @property
    def key(self) -> int:
        return self.handoffs[0].pk

    @property
    def has_half_percent(self) -> bool:
        return any(each.is_half_percent for each in self.handoffs)

    @property
    def unread_count(self) -> int:
        return sum(each.read_at is None for each in self.handoffs)

    def holds(self, handoff: Handoff | None) -> bool:
        return handoff is not None and any(e.pk == handoff.pk for e in self.handoffs)


@dataclass(frozen=True)
class Queue:
    """The open hand-offs of the teams that somebody looks at."""

    groups: list[Group]
    singles: list[Handoff]
    total: int

    @property
    def is_long(self) -> bool:
        """More wait than are counted."""
        return self.total >= COUNTED

    @property
    def more(self) -> int:
        """How many wait behind those that are shown, as far as they are counted."""
        return max(0, self.total - len(self.in_order))

    @property
    def people(self) -> int:
        everybody = [each for group in self.groups for each in group.handoffs]
        return len({_person(each) for each in [*everybody, *self.singles]})

    @property
    def in_order(self) -> list[Handoff]:
        return [each for g in self.groups for each in g.handoffs] + self.singles

    def next_after(self, handoff: Handoff) -> Handoff | None:
        """The next unread one in the order of the page, or the first that is unread."""
        rows = self.in_order
        places = [place for place, each in enumerate(rows) if each.pk == handoff.pk]
        start = places[0] + 1 if places else 0
        turned = rows[start:] + rows[:start]
        waiting = (e for e in turned if e.read_at is None and e.pk != handoff.pk)
        return next(waiting, None)

    def others_like(self, handoff: Handoff) -> list[Handoff]:
        for group in self.groups:
            if group.holds(handoff):
                return [each for each in group.handoffs if each.pk != handoff.pk]
        return []


def read_queue(member: Member, *, team: Team | None = None) -> Queue:
    """The queue as the page shows it: the half percent first, then by wait."""
    found = Handoff.objects.open().visible_to(member)
    if team is not None:
        found = found.filter(team=team)
    rows = found.for_queue().select_related(
        "read_by", "taken_by", "conversation__comment__idea__conversation"
    )
    first = _of_the_half_percent(rows)
    others = rows.exclude(pk__in=[each.pk for each in first])
    shown = [*first, *others[: SHOWN - len(first)]]
    return arrange(shown, total=found.count_up())


def _of_the_half_percent(rows: QuerySet[Handoff]) -> list[Handoff]:
    """They are few, and looked up by who they are: what waits is never sorted by it."""
    few = list(Standing.objects.current().half_percent().values_list("member"))
    found = list(rows.filter(conversation__member__in=[pk for (pk,) in few])[:SHOWN])
    for each in found:
        each.is_half_percent = True
    return found


def arrange(handoffs: Sequence[Handoff], *, total: int | None = None) -> Queue:
    texts = [_words(handoff) for handoff in handoffs]
    about: dict[int, list[Handoff]] = {}
    for places in groups(texts):
        those = [handoffs[place] for place in places]
        about.setdefault(_speaks_for(those).pk, []).extend(those)
    found = [Group(those) for those in about.values()]
    alike = [group for group in found if group.people > 1]
    singles = [each for group in found if group.people == 1 for each in group.handoffs]
    alike.sort(key=lambda group: (not group.has_half_percent, group.since))
    return Queue(alike, singles, len(handoffs) if total is None else total)


def _speaks_for(handoffs: Sequence[Handoff]) -> Conversation:
    """A post speaks for those like it; where only comments wait, the post they are on:
    what is said about one thing never makes two groups."""
    said = [each.conversation for each in handoffs]
    posts = [each for each in said if each.kind != Conversation.Kind.COMMENT]
    return (posts or [_post_of(said[0])])[0]


def _post_of(said: Conversation) -> Conversation:
    if said.kind == Conversation.Kind.COMMENT and hasattr(said, "comment"):
        post: Conversation = said.comment.idea.conversation
        return post
    return said


def _words(handoff: Handoff) -> str:
    """What is compared: the headline weighs twice; a comment brings its post's."""
    said = handoff.conversation
    post = _post_of(said)
    about = "" if post is said else post.headline
    return f"{said.headline} {said.headline} {about} {about} {said.text}"


def _person(handoff: Handoff) -> tuple[str, object]:
    said = handoff.conversation
    if said.member_id:
        return ("member", said.member_id)
    if said.outside_email or said.outside_author:
        return ("outside", said.outside_email.lower() or said.outside_author)
    return ("unknown", said.pk)
