from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.contributions import credit, revive_all, revoke, revoke_all
from community.actions.conversations import hide, receive, revise
from community.actions.limits import pass_door
from community.actions.mentions import tell_named
from community.actions.notices import notify
from community.errors import NotAllowed
from community.models import Contribution, Conversation, Member, Source
from community.models.notice import NoticeKind
from community.once import insert_once
from ideas.actions.judging import require_unheld
from ideas.errors import CommentsClosed, NotYours, OwnIdea
from ideas.models import Comment, Follow, Helpful, Idea
from ideas.signals import comment_posted


@transaction.atomic
def post_comment(  # noqa: PLR0913 - imports say also where it comes from
    idea: Idea,
    *,
    author: Member,
    text: str,
    reply_to: Comment | None = None,
    external_id: str | None = None,
    at: datetime | None = None,
) -> Comment:
    """Say something about an idea, and follow it; a reply to a reply joins its thread.

    The same external id twice is the same comment. Raises CommentsClosed, NotAllowed,
    TooOften.
    """
    _admit(idea, author)
    at = at or timezone.now()
    conversation, is_new = receive(
        source=Source.SITE,
        kind=Conversation.Kind.COMMENT,
        headline=_opening(text),
        text=text.strip(),
        member=author,
        board=idea.board,
        external_id=external_id,
        at=at,
    )
    if not is_new:
        return Comment.objects.get(conversation=conversation)
    comment = Comment.objects.create(
        conversation=conversation,
        idea=idea,
        parent=(reply_to.parent or reply_to) if reply_to else None,
        author=author,
        created_at=at,
    )
    is_follower = insert_once(Follow, idea=idea, member=author, since=at)
    _count(idea, by=1, followers=1 if is_follower else 0)
    if not author.is_staff:
        _credit(comment, Contribution.Kind.SPOKE, to=author, at=at)
    told = _tell(comment, reply_to, at=at)
    url = comment.get_absolute_url()
    tell_named(conversation, by=author, url=url, told=told, at=at)
    comment_posted.send(Comment, comment=comment)
    return comment


@transaction.atomic
def edit_comment(
    comment: Comment, *, by: Member, text: str, at: datetime | None = None
) -> Comment:
    """Change one's own words; those before stay readable. The same words change nothing.

    Raises NotYours, TooOften, WaitsForALook, NotTaken.
    """
    _own(comment, by)
    require_unheld(by, text, before=comment.body)
    pass_door("edit", member=by)
    at = at or timezone.now()
    words = {"headline": _opening(text), "text": text.strip()}
    if not revise(comment.conversation, by=by, at=at, **words):
        return comment
    comment.edited_at = at
    comment.save(update_fields=["edited_at"])
    tell_named(comment.conversation, by=by, url=comment.get_absolute_url(), at=at)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Member) -> None:
    """Take one's own comment off the site. Raises NotYours. Once is enough."""
    _own(comment, by)
    hide_comment(comment)


@transaction.atomic
def hide_comment(comment: Comment, *, at: datetime | None = None) -> None:
    """Take a comment off the site, with what it earned."""
    shown = Conversation.objects.filter(pk=comment.conversation_id, is_hidden=False)
    if not shown.select_for_update().exists():
        return
    hide(comment.conversation)
    revoke_all(f"ideas.comment:{comment.pk}", at=at)
    _count(comment.idea, by=-1)


@transaction.atomic
def show_comment(comment: Comment, *, hidden_at: datetime) -> None:
    """Put back a comment that was taken off then, with what it had earned."""
    hidden = Conversation.objects.filter(pk=comment.conversation_id, is_hidden=True)
    if not hidden.select_for_update().exists():
        return
    hide(comment.conversation, is_hidden=False)
    revive_all(f"ideas.comment:{comment.pk}", revoked_at=hidden_at)
    _count(comment.idea, by=1)


@transaction.atomic
def mark_helpful(
    comment: Comment, *, by: Member, at: datetime | None = None
) -> Comment:
    """Say that a comment helped. Once per member. Raises OwnIdea for one's own."""
    pass_door("helpful", member=by)
    if comment.author_id == by.pk:
        raise OwnIdea(_("It is your own comment: let others say that it helped."))
    at = at or timezone.now()
    if insert_once(Helpful, comment=comment, member=by, marked_at=at):
        _move_helpful(comment, by=1)
        if not comment.author.is_staff:
            _credit(
                comment, Contribution.Kind.HELPED, to=comment.author, given_by=by, at=at
            )
        _tell_that_it_helped(comment, at=at)
    return comment


@transaction.atomic
def unmark_helpful(comment: Comment, *, by: Member) -> Comment:
    """Take that back."""
    pass_door("helpful", member=by)
    if Helpful.objects.filter(comment=comment, member=by).delete()[0]:
        _move_helpful(comment, by=-1)
        source = f"ideas.helpful:{comment.pk}:{by.pk}"
        revoke(Contribution.Kind.HELPED, source=source)
    return comment


def _admit(idea: Idea, author: Member) -> None:
    if not author.is_active:
        raise NotAllowed(_("This account cannot comment at the moment."))
    if not idea.accepts_comments:
        raise CommentsClosed(_("This post takes no more comments."))
    pass_door("comment", member=author)


def _own(comment: Comment, member: Member) -> None:
    if comment.author_id != member.pk:
        raise NotYours(
            _("Only %(name)s can change this.") % {"name": comment.author.name}
        )


def _opening(text: str) -> str:
    """The first line of a comment, as a headline for queues."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0] + "…"


def _count(idea: Idea, *, by: int, followers: int = 0) -> None:
    Idea.objects.filter(pk=idea.pk).update(
        comment_count=F("comment_count") + by,
        follower_count=F("follower_count") + followers,
        updated_at=timezone.now(),
    )
    idea.follower_count += followers


def _move_helpful(comment: Comment, *, by: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(helpful_count=F("helpful_count") + by)
    comment.refresh_from_db(fields=["helpful_count"])


def _credit(
    comment: Comment,
    kind: str,
    *,
    to: Member,
    at: datetime,
    given_by: Member | None = None,
) -> None:
    source = f"ideas.comment:{comment.pk}"
    if given_by:
        source = f"ideas.helpful:{comment.pk}:{given_by.pk}"
    credit(
        to.pk,
        kind,
        source=source,
        given_by=given_by,
        subject=f"ideas.comment:{comment.pk}",
        thread=f"ideas.idea:{comment.idea_id}",
        board_id=comment.idea.board_id,
        title=comment.conversation.headline,
        url=comment.get_absolute_url(),
        at=at,
    )


def _tell(comment: Comment, reply_to: Comment | None, *, at: datetime) -> set[int]:
    """The author of the idea, and whoever is answered, hear of it. Returns their keys."""
    audience = {comment.idea.author_id: comment.idea.author}
    if reply_to:
        audience[reply_to.author_id] = reply_to.author
    audience.pop(comment.author_id, None)
    for member in audience.values():
        notify(
            member,
            NoticeKind.COMMENT,
            title=_("%(name)s said something about “%(title)s”")
            % {"name": comment.author.name, "title": comment.idea.title},
            text=comment.body[:500],
            url=comment.get_absolute_url(),
            effect=f"comment:{comment.pk}",
            thread=f"conversation:{comment.idea.conversation_id}",
            at=at,
        )
    return set(audience)


def _tell_that_it_helped(comment: Comment, *, at: datetime) -> None:
    """The first time, and by nobody's name: it is a kindness, not a count."""
    notify(
        comment.author,
        NoticeKind.HELPED,
        title=_("What you said about “%(title)s” helped somebody")
        % {"title": comment.idea.title},
        url=comment.get_absolute_url(),
        effect=f"helped:{comment.pk}",
        at=at,
    )
