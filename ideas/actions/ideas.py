from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import credit, revive_all, revoke_all
from community.actions.conversations import hide, receive, revise
from community.actions.limits import pass_door
from community.actions.mentions import tell_named
from community.errors import NotAllowed
from community.models import Board, Contribution, Member, Source
from community.once import insert_once
from ideas.actions.judging import require_unheld
from ideas.actions.merges import hold_alone, undo_merges_of
from ideas.errors import NotYours
from ideas.models import Follow, Idea
from ideas.models.idea import Status
from ideas.ranking import best, needs_votes
from ideas.signals import idea_posted


@transaction.atomic
def post_idea(
    *,
    author: Member,
    board: Board,
    title: str,
    at: datetime | None = None,
    **said: Any,
) -> Idea:
    """Post an idea, problem or experience, and follow it.

    `said`: body, kind, and for imports source, external_id (the same one twice is
    the same idea), status. Raises NotAllowed for who may not post, TooOften at the door.
    """
    if not author.is_active:
        raise NotAllowed(_("This account cannot post at the moment."))
    pass_door("post", member=author)
    at = at or timezone.now()
    kind = said.get("kind") or Idea.Kind.IDEA
    conversation, is_new = receive(
        source=Source.SITE,
        kind=kind,
        headline=title,
        text=said.get("body", "").strip(),
        member=author,
        board=board,
        external_id=said.get("external_id"),
        at=at,
    )
    if not is_new:
        return Idea.objects.get(conversation=conversation)
    idea = Idea.objects.create(
        conversation=conversation,
        kind=kind,
        author=author,
        board=board,
        status=said.get("status") or Status.OPEN,
        best=best(0, 0),
        needs=needs_votes(0, 0),
        follower_count=1,
        created_at=at,
        updated_at=at,
    )
    insert_once(Follow, idea=idea, member=author, since=at)
    tell_named(conversation, by=author, url=idea.get_absolute_url(), at=at)
    _credit_author(idea, at=at)
    idea_posted.send(Idea, idea=idea)
    return idea


@transaction.atomic
def edit_idea(
    idea: Idea, *, by: Member, title: str, body: str, at: datetime | None = None
) -> Idea:
    """Change one's own words; those before stay readable. The same words change nothing.

    Raises NotYours for anybody else's, TooOften, and for words that would have to be
    looked at first WaitsForALook or NotTaken.
    """
    _own(idea, by)
    require_unheld(by, title, body, before=f"{idea.title}\n{idea.body}")
    pass_door("edit", member=by)
    at = at or timezone.now()
    words = {"headline": title, "text": body.strip()}
    if not revise(idea.conversation, by=by, at=at, **words):
        return idea
    idea.edited_at = idea.updated_at = at
    idea.save(update_fields=["edited_at", "updated_at"])
    tell_named(idea.conversation, by=by, url=idea.get_absolute_url(), at=at)
    return idea


@transaction.atomic
def withdraw_idea(idea: Idea, *, by: Member, at: datetime | None = None) -> None:
    """Take one's own post off the site; what it earned goes with it. Once is enough."""
    _own(idea, by)
    if idea.status != Status.HIDDEN:
        hide_idea(idea, at=at)


@transaction.atomic
def hide_idea(idea: Idea, *, at: datetime | None = None) -> None:
    """Take a post off the site, with the ledger lines behind it.

    What was folded into it stands by itself again, and so does what it was folded
    into, with its own voters.
    """
    at = at or timezone.now()
    hold_alone(idea)
    hide(idea.conversation)
    undo_merges_of(idea, at=at)
    Idea.objects.filter(pk=idea.pk).exclude(status=Status.HIDDEN).update(
        status=Status.HIDDEN, updated_at=at
    )
    revoke_all(f"ideas.idea:{idea.pk}", at=at)
    idea.refresh_from_db(fields=["status", "merged_into", "updated_at"])


@transaction.atomic
def show_idea(idea: Idea, *, hidden_at: datetime) -> None:
    """Put back a post that was taken off then, with what it had earned. Once is enough.

    It has the status of the firm's last answer. What had been folded into it stays by
    itself.
    """
    hold_alone(idea)
    last = idea.answers.first()
    status = last.status if last else Status.OPEN
    hidden = Idea.objects.filter(pk=idea.pk, status=Status.HIDDEN)
    if not hidden.update(status=status, updated_at=timezone.now()):
        return
    hide(idea.conversation, is_hidden=False)
    revive_all(f"ideas.idea:{idea.pk}", revoked_at=hidden_at)
    idea.refresh_from_db(fields=["status", "updated_at"])


def _own(idea: Idea, member: Member) -> None:
    if idea.author_id != member.pk:
        raise NotYours(_("Only %(name)s can change this.") % {"name": idea.author.name})


def _credit_author(idea: Idea, *, at: datetime) -> None:
    credit(
        idea.author_id,
        Contribution.Kind.POSTED,
        source=f"ideas.idea:{idea.pk}",
        subject=idea.subject,
        thread=idea.theme,
        board_id=idea.board_id,
        title=idea.title,
        url=idea.get_absolute_url(),
        at=at,
    )
