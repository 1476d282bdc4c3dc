"""What the firm does when something happens below: it writes rows, and nothing else."""

from typing import Any

from django.db.models import Exists, Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from community.models import Conversation, Member
from community.signals import desk_left, words_taken
from feedback.actions.announcements import listeners
from feedback.actions.leaving import forget_words
from feedback.actions.routing import hand_back, route_new
from feedback.actions.teams import leave_all_teams
from feedback.actions.votes import announce_vote
from feedback.models import Endpoint
from ideas.models import Answer, Comment, Idea, Merge
from ideas.signals import (
    answer_contested,
    comment_posted,
    idea_posted,
    idea_voted,
    merge_undone,
)


@receiver(idea_posted, dispatch_uid="route_idea")
def route_idea(idea: Idea, **_news: Any) -> None:
    route_new(idea.conversation, at=idea.created_at)


@receiver(comment_posted, dispatch_uid="route_comment")
def route_comment(comment: Comment, **_news: Any) -> None:
    if not comment.author.is_staff:
        route_new(comment.conversation, at=comment.created_at)


@receiver(answer_contested, dispatch_uid="hand_back_contested")
def hand_back_contested(answer: Answer, **_news: Any) -> None:
    """Its words, not its author's name: that would have to be forgotten with them."""
    hand_back(
        answer.idea.conversation,
        reason=_("its author contests the answer: %(words)s")
        % {"words": answer.contest},
        at=answer.contested_at,
    )


@receiver(merge_undone, dispatch_uid="hand_back_unfolded")
def hand_back_unfolded(merge: Merge, **_news: Any) -> None:
    """A decision that it met only because it was folded in is none on it."""
    said = Conversation.objects.get(pk=merge.idea.conversation_id)
    if said.is_hidden or said.decided_at is None or said.decided_at < merge.merged_at:
        return
    hand_back(
        said,
        reason=_("taken apart from “%(title)s”, with which it was decided")
        % {"title": merge.into.title},
        at=merge.undone_at,
    )


idea_voted.heard_where(lambda: Q(Exists(listeners(Endpoint.Event.VOTED))))


@receiver(idea_voted, dispatch_uid="announce_vote")
def tell_of_vote(idea: Idea, member: Member, *, has_voted: bool, **_news: Any) -> None:
    announce_vote(idea, member=member, has_voted=has_voted)


@receiver(desk_left, dispatch_uid="leave_all_teams")
def leave_teams(member: Member, **_news: Any) -> None:
    leave_all_teams(member)


@receiver(words_taken, dispatch_uid="forget_words_of_the_firm")
def forget_what_they_said(said: list[int], **_news: Any) -> None:
    forget_words(said)
