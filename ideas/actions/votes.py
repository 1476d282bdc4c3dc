"""Votes say the desired state. Counts move by the rows that changed, never by a prior read."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import credit, revoke
from community.actions.limits import pass_door
from community.models import Contribution, Member
from community.once import insert_once
from ideas.errors import OwnIdea, VotingClosed
from ideas.models import Idea, Seen
from ideas.models.idea import TAKE_VOTES
from ideas.signals import idea_voted

SAY = "SELECT * FROM ideas_say_vote(%s, %s, %s, %s, %s)"


@transaction.atomic
def cast_vote(idea: Idea, *, voter: Member, at: datetime | None = None) -> Idea:
    """Say that the voter wants this. Saying it again changes nothing.

    Raises VotingClosed when the idea's status takes no votes, OwnIdea when the
    voter wrote it.
    """
    pass_door("vote", member=voter)
    at = at or timezone.now()
    if idea.author_id == voter.pk:
        raise OwnIdea(_("It is your own: your backing is understood."))
    if _say(idea, voter, wanted=True, at=at):
        credit(
            idea.author_id,
            Contribution.Kind.ENDORSED,
            source=f"ideas.vote:{idea.pk}:{voter.pk}",
            given_by=voter,
            subject=idea.subject,
            thread=f"ideas.idea:{idea.pk}",
            board_id=idea.board_id,
            title=idea.title,
            url=idea.get_absolute_url(),
            at=at,
        )
        idea_voted.send(Idea, idea=idea, member=voter, has_voted=True)
    return idea


@transaction.atomic
def withdraw_vote(idea: Idea, *, voter: Member, at: datetime | None = None) -> Idea:
    """Say that the voter does not (or no longer) want this. Raises VotingClosed."""
    pass_door("vote", member=voter)
    at = at or timezone.now()
    if _say(idea, voter, wanted=False, at=at):
        source = f"ideas.vote:{idea.pk}:{voter.pk}"
        revoke(Contribution.Kind.ENDORSED, source=source, at=at)
        idea_voted.send(Idea, idea=idea, member=voter, has_voted=False)
    return idea


def mark_seen(idea: Idea, *, member: Member, at: datetime | None = None) -> None:
    """Remember that a member has seen an idea, once."""
    insert_once(Seen, idea=idea, member=member, seen_at=at or timezone.now())


def _say(idea: Idea, voter: Member, *, wanted: bool, at: datetime) -> bool:
    """Whether that was news. The idea is as fresh as its votes then."""
    values: list[Any] = [wanted, idea.pk, voter.pk, at, list(map(str, TAKE_VOTES))]
    with connection.cursor() as cursor:
        cursor.execute(SAY, values)
        idea.status, idea.status_note, idea.vote_count, is_news = cursor.fetchone()
    if not idea.accepts_votes:
        raise VotingClosed(
            _("“%(title)s” is %(status)s; voting is closed.")
            % {"title": idea.title, "status": idea.status_text.lower()}
        )
    return bool(is_news)
