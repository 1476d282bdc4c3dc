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
from ideas.models import Idea, Seen, Vote
from ideas.signals import idea_voted

FRESH = "SELECT status, status_note, vote_count FROM ideas_idea WHERE id = %s"
# A member who voted for something folded into this idea is counted already.
MOVE = """
UPDATE ideas_idea SET vote_count = vote_count + %(by)s, updated_at = %(now)s
WHERE id = %(idea)s AND NOT EXISTS (
    SELECT 1 FROM ideas_vote v JOIN ideas_idea m ON m.id = v.idea_id
    WHERE m.merged_into_id = %(idea)s AND v.member_id = %(member)s)
RETURNING vote_count
"""


@transaction.atomic
def cast_vote(idea: Idea, *, voter: Member, at: datetime | None = None) -> Idea:
    """Say that the voter wants this. Saying it again changes nothing.

    Raises VotingClosed when the idea's status takes no votes, OwnIdea when the
    voter wrote it.
    """
    pass_door("vote", member=voter)
    _require_open(idea)
    if idea.author_id == voter.pk:
        raise OwnIdea(_("It is your own: your backing is understood."))
    at = at or timezone.now()
    if insert_once(Vote, idea=idea, member=voter, cast_at=at):
        _move(idea, voter, by=1)
        credit(
            idea.author,
            Contribution.Kind.ENDORSED,
            source=f"ideas.vote:{idea.pk}:{voter.pk}",
            given_by=voter,
            subject=f"ideas.idea:{idea.pk}",
            thread=f"ideas.idea:{idea.pk}",
            board=idea.board,
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
    _require_open(idea)
    if Vote.objects.filter(idea=idea, member=voter).delete()[0]:
        _move(idea, voter, by=-1)
        source = f"ideas.vote:{idea.pk}:{voter.pk}"
        revoke(Contribution.Kind.ENDORSED, source=source, at=at)
        idea_voted.send(Idea, idea=idea, member=voter, has_voted=False)
    return idea


def mark_seen(idea: Idea, *, member: Member, at: datetime | None = None) -> None:
    """Remember that a member has seen an idea, once."""
    insert_once(Seen, idea=idea, member=member, seen_at=at or timezone.now())


def share_merge_lock(idea_id: int, *, is_exclusive: bool = False) -> None:
    """Voters share this lock until commit; a merge holds it alone, so that it counts
    every vote or none that is under way."""
    call = "pg_advisory_xact_lock" + ("" if is_exclusive else "_shared")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}(hashtext('ideas.idea'), %s)", [idea_id])


def _require_open(idea: Idea) -> None:
    """By its status once no merge can be under way; its count is as fresh."""
    share_merge_lock(idea.pk)
    with connection.cursor() as cursor:
        cursor.execute(FRESH, [idea.pk])
        idea.status, idea.status_note, idea.vote_count = cursor.fetchone()
    if not idea.accepts_votes:
        raise VotingClosed(
            _("“%(title)s” is %(status)s; voting is closed.")
            % {"title": idea.title, "status": idea.status_text.lower()}
        )


def _move(idea: Idea, voter: Member, *, by: int) -> None:
    values: dict[str, Any] = {
        "by": by,
        "idea": idea.pk,
        "member": voter.pk,
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE, values)
        if moved := cursor.fetchone():
            idea.vote_count, idea.updated_at = moved[0], values["now"]
