"""Votes say the desired state. Counts move by the rows that changed, never by a prior read."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.limits import Visit, visit_to
from community.asked_often import prepared_cursor
from community.models import Member
from community.once import insert_once
from community.quiet import is_quiet
from ideas.errors import OwnIdea, VotingClosed
from ideas.models import Idea, Seen
from ideas.models.idea import TAKE_VOTES
from ideas.signals import idea_voted

# The visit to the door, the vote, its count and what it earns: one call (migration 0013).
SAY = """
SELECT * FROM ideas_say_vote(
    wanted => %(wanted)s, the_idea => %(idea)s, voter => %(voter)s, moment => %(at)s,
    open_in => %(open_in)s, visitor => %(visitor)s, since => %(since)s,
    visits_allowed => %(allowed)s, author => %(author)s, source => %(source)s,
    subject => %(subject)s, board => %(board)s, title => %(title)s, url => %(url)s)
"""
OPEN_IN = [str(status) for status in TAKE_VOTES]


def cast_vote(idea: Idea, *, voter: Member, at: datetime | None = None) -> Idea:
    """Say that the voter wants this. Saying it again changes nothing.

    Raises VotingClosed when the idea's status takes no votes, OwnIdea when the
    voter wrote it, TooOften past the door's limit.
    """
    if idea.author_id == voter.pk:
        raise OwnIdea(_("It is your own: your backing is understood."))
    return _say(idea, voter, wanted=True, at=at)


def withdraw_vote(idea: Idea, *, voter: Member, at: datetime | None = None) -> Idea:
    """Say that the voter does not (or no longer) want this.

    Raises VotingClosed and TooOften as `cast_vote` does.
    """
    return _say(idea, voter, wanted=False, at=at)


def mark_seen(idea: Idea, *, member: Member, at: datetime | None = None) -> None:
    """Remember that a member has seen an idea, once."""
    insert_once(Seen, idea=idea, member=member, seen_at=at or timezone.now())


def _say(idea: Idea, voter: Member, *, wanted: bool, at: datetime | None) -> Idea:
    """Say it, and send the news of it in the same transaction where it is heard.

    What is refused is refused after it: the visit to the door counts all the same.
    """
    visit = visit_to("vote", member=voter)
    with transaction.atomic() if idea.is_heard else nullcontext():
        visits, is_news = _settle(idea, voter, visit, wanted=wanted, at=at)
        if is_news and idea.is_heard:
            idea_voted.send(Idea, idea=idea, member=voter, has_voted=wanted)
    visit.refuse_past_limit(visits)
    if not idea.accepts_votes:
        raise VotingClosed(
            _("“%(title)s” is %(status)s; voting is closed.")
            % {"title": idea.title, "status": idea.status_text.lower()}
        )
    return idea


def _settle(
    idea: Idea, voter: Member, visit: Visit, *, wanted: bool, at: datetime | None
) -> tuple[int, bool]:
    """All or nothing, and the idea is as fresh: the visits until now, and whether
    anything changed."""
    values: dict[str, Any] = {
        "wanted": wanted,
        "idea": idea.pk,
        "voter": voter.pk,
        "at": at or timezone.now(),
        "open_in": OPEN_IN,
        "visitor": None if is_quiet() else visit.visitor,
        "since": visit.since,
        "allowed": visit.allowed,
        "author": idea.author_id,
        "source": f"ideas.vote:{idea.pk}:{voter.pk}",
        "subject": idea.subject,
        "board": idea.board_id,
        "title": idea.title,
        "url": idea.get_absolute_url(),
    }
    with prepared_cursor() as cursor:
        cursor.execute(SAY, values)
        visits, *now, is_news = cursor.fetchone()
    if visits <= visit.allowed:
        idea.status, idea.status_note, idea.vote_count = now
    return visits, is_news
