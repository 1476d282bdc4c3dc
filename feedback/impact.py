"""What became of all that a member said: theirs to read, and nobody else's."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from community.models import Conversation, Member, Stage
from community.paging import Page, page_of
from feedback.models import Evidence
from ideas.models import Helpful, Idea, Vote
from ideas.models.idea import Status

A_PAGE = 15


@dataclass(frozen=True)
class Totals:
    """How much was said, how far it came, and how many people stand behind it."""

    said: int
    read: int
    learned: int
    decided: int
    told: int
    insights: int
    shipped: int
    voters: int
    confirmed_voters: int
    helped: int


@dataclass(frozen=True)
class Said:
    """One thing that the member said, and where it can be read, if anywhere."""

    conversation: Conversation
    url: str
    decision: Stage | None

    @property
    def idea(self) -> Idea | None:
        return getattr(self.conversation, "idea", None)

    @property
    def votes(self) -> int:
        return self.idea.vote_count if self.idea else 0

    @property
    def about(self) -> str:
        """The post that a comment speaks of, while it stands."""
        comment = getattr(self.conversation, "comment", None)
        return comment.idea.title if comment and self.url else ""

    @property
    def helped(self) -> int:
        comment = getattr(self.conversation, "comment", None)
        return comment.helpful_count if comment else 0


def said_by(
    member: Member, *, cursor: str = ""
) -> tuple[Page[Conversation], list[Said]]:
    """The member's own words, the latest first, with their journeys."""
    evidence = Evidence.objects.select_related("insight__by", "insight__team")
    rows = _own(member).select_related(
        *("source", "idea", "comment__idea__conversation", "member")
    )
    rows = rows.prefetch_related(
        Prefetch("stages", queryset=Stage.objects.for_journey()),
        Prefetch("evidence", queryset=evidence.order_by("pk")),
    )
    page = page_of(rows, by="-occurred_at", cursor=cursor, size=A_PAGE)
    keys = [row.pk for row in page.rows]
    shown = Conversation.objects.visible_to(member).filter(pk__in=keys)
    seen = set(shown.values_list("pk", flat=True))
    return page, [_said(row, is_shown=row.pk in seen) for row in page.rows]


def totals_of(member: Member) -> Totals:
    voters = Vote.objects.filter(idea__author=member).exclude(member=member)
    helped = Helpful.objects.filter(comment__author=member)
    insights = Evidence.objects.filter(conversation__in=_own(member))
    shipped = Idea.objects.filter(author=member, status=Status.SHIPPED)
    return Totals(
        **_own(member).aggregate(
            said=Count("pk"),
            read=Count("read_at"),
            learned=Count("learned_at"),
            decided=Count("decided_at"),
            told=Count("told_at"),
        ),
        **voters.aggregate(
            voters=Count("member", distinct=True),
            confirmed_voters=Count(
                "member", distinct=True, filter=Q(member__verified_at__isnull=False)
            ),
        ),
        insights=insights.values("insight").distinct().count(),
        shipped=shipped.count(),
        helped=helped.values("member").distinct().count(),
    )


def _own(member: Member) -> QuerySet[Conversation]:
    """What was taken back, or off the site, is not among it."""
    return Conversation.objects.filter(member=member, is_hidden=False)


def _said(row: Conversation, *, is_shown: bool) -> Said:
    decided = [each for each in row.stages.all() if each.stage == Stage.Name.DECIDED]
    return Said(
        conversation=row,
        url=_address(row) if is_shown else "",
        decision=decided[-1] if decided else None,
    )


def _address(row: Conversation) -> str:
    if (idea := getattr(row, "idea", None)) and idea.status != Status.HIDDEN:
        return idea.get_absolute_url()
    comment = getattr(row, "comment", None)
    if comment and comment.idea.status != Status.HIDDEN:
        return comment.get_absolute_url()
    return ""
