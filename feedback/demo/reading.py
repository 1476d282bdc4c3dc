"""Queues at work: opened, handed on to who can use it, taken, put aside."""

from datetime import datetime, timedelta

from community.models import Conversation, Member
from feedback.actions.handoffs import note_handoff, open_handoff, return_handoff, take
from feedback.demo.draws import chance
from feedback.demo.house import House
from feedback.demo.texts import Text, Texts
from feedback.models import Handoff
from ideas.models import Idea

KEPT_OPEN = 7  # days: what was read lately still stands in the queue
REASONS = [
    "This is about what you build, not what we do.",
    "You know the answer to this; we would only guess.",
    "Yours, I think. Send it back if I am wrong.",
]


class Reading:
    """Reads as the texts say, and does what a team does with what it has read."""

    def __init__(self, texts: Texts, house: House) -> None:
        self.cited = texts.cited
        self.decided = {row["post"] for row in texts.decisions}
        self.house = house

    def read(
        self, conversation: Conversation, row: Text, *, by: Member, now: datetime
    ) -> None:
        at = now - timedelta(days=row["days_ago"])
        standing = Handoff.objects.open().filter(conversation=conversation)
        handoff = standing.select_related("team", "conversation__source").first()
        if handoff is None:
            return
        handoff = self._handed_on(handoff, row, by=by, at=at)
        open_handoff(handoff, by=by, at=at)
        self._follow_up(handoff, row, by=by, at=at)

    def _handed_on(
        self, handoff: Handoff, row: Text, *, by: Member, at: datetime
    ) -> Handoff:
        """To the reader's team, by the lead of the team that had it, earlier that day."""
        team = self.house.team_of[row["by"]]
        if by.is_superuser or handoff.team_id == team.pk:
            return handoff
        lead = handoff.team.people.filter(is_lead=True).select_related("member").get()
        waited = at - handoff.created_at
        pick = int(chance("reason", row["conversation"]) * len(REASONS))
        return return_handoff(
            handoff,
            by=lead.member,
            reason=REASONS[pick],
            to=team,
            at=at - min(waited / 2, timedelta(hours=5)),
        )

    def _follow_up(
        self, handoff: Handoff, row: Text, *, by: Member, at: datetime
    ) -> None:
        key, is_post = (
            row["conversation"],
            handoff.conversation.kind in Idea.Kind.values,
        )
        if is_post and key not in self.decided and chance("take", key) < 0.4:
            take(handoff, by=by, at=at + timedelta(minutes=20))
        elif not is_post and key not in self.cited and row["days_ago"] > KEPT_OPEN:
            note_handoff(handoff, by=by, at=at + timedelta(minutes=5))
