"""What is sent is posted, or waits for a look; and what a colleague says to it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.attachments import hold_pictures
from community.actions.limits import pass_door
from community.actions.notices import notify
from community.actions.rulings import make_ruling
from community.errors import NotAllowed
from community.models import Board, Member, Ruling
from community.models.notice import NoticeKind
from community.names import without_slug
from community.once import insert_once
from community.quiet import admitted
from ideas.actions.comments import post_comment
from ideas.actions.ideas import post_idea
from ideas.actions.judging import reasons_to_hold
from ideas.models import Comment, Held, Idea
from ideas.models.held import COMMENT
from ideas.models.idea import LONGEST_TITLE


@transaction.atomic
def submit_idea(
    *, author: Member, board: Board, title: str, body: str = "", **said: Any
) -> Idea | Held:
    """Post it, or hold it for a look. Raises what `post_idea` does, and NotTaken."""
    if not (reasons := reasons_to_hold(author, title, body)):
        return post_idea(author=author, board=board, title=title, body=body, **said)
    return _hold(
        author,
        "post",
        reasons,
        kind=said.get("kind") or Idea.Kind.IDEA,
        board=board,
        title=title,
        text=body.strip(),
        external_id=said.get("external_id"),
    )


@transaction.atomic
def submit_comment(
    idea: Idea, *, author: Member, text: str, **said: Any
) -> Comment | Held:
    """Say it, or hold it for a look. Raises what `post_comment` does, and NotTaken."""
    reasons = reasons_to_hold(author, text) if idea.accepts_comments else []
    if not reasons:
        return post_comment(idea, author=author, text=text, **said)
    return _hold(
        author,
        "comment",
        reasons,
        kind=COMMENT,
        board=idea.board,
        idea=idea,
        text=text.strip(),
        **said,
    )


@transaction.atomic
def approve_held(held: Held, *, by: Member, at: datetime | None = None) -> bool:
    """Post it as of the moment it was sent, and tell its author. Once; returns whether
    it waited. Raises what posting does."""
    waiting = Held.objects.waiting().select_for_update(of=("self",)).filter(pk=held.pk)
    if not waiting.exists():
        return False
    _post(held, by=by, at=at)
    return True


@transaction.atomic
def refuse_held(
    held: Held, *, by: Member, reason: str, at: datetime | None = None
) -> bool:
    """Do not post it: a ruling says why, which its author can appeal. Once; returns
    whether it waited. Raises NoReason."""
    waiting = Held.objects.waiting().select_for_update(of=("self",)).filter(pk=held.pk)
    if not waiting.exists():
        return False
    kind = Ruling.Kind.NOT_POSTED
    ruling = make_ruling(kind, by=by, reason=reason, member=held.author, at=at)
    _decide(held, Held.State.REFUSED, by=by, at=at, ruling=ruling)
    return True


@transaction.atomic
def post_after_all(ruling: Ruling) -> None:
    """What an appeal won: the words are posted, as of the moment they were sent."""
    refused = Held.objects.filter(ruling=ruling, state=Held.State.REFUSED)
    held = refused.select_related("author", "idea", "board", "reply_to").first()
    if held is not None and ruling.answered_by is not None:
        _post(held, by=ruling.answered_by)


def forget_held(member: Member) -> None:
    """Of who left, nothing waits any more."""
    Held.objects.filter(author=member).delete()


def forget_named_in_held(slug: str) -> None:
    """Who left without leaving their name is named in nothing that waits, or waited."""
    at, instead = f"@{slug}", _("Former member")
    named = Q(title__icontains=at) | Q(text__icontains=at)
    for held in Held.objects.filter(named):
        held.title = without_slug(held.title, slug, instead=instead)[:LONGEST_TITLE]
        held.text = without_slug(held.text, slug, instead=instead)
        held.save(update_fields=["title", "text"])


def _hold(author: Member, door: str, reasons: list[str], **said: Any) -> Held:
    if not author.is_active:
        raise NotAllowed(_("This account cannot post at the moment."))
    once = said.pop("external_id", None)
    if once and (found := Held.objects.filter(external_id=once).first()):
        return found
    pass_door(door, member=author)
    hold_pictures(said["text"], of=author)
    said |= {"author": author, "why": " ".join(dict.fromkeys(reasons))}
    held = insert_once(Held, external_id=once, held_at=timezone.now(), **said)
    return held or Held.objects.get(external_id=once)


def _post(held: Held, *, by: Member, at: datetime | None = None) -> None:
    with admitted():
        made = _said_then(held)
    _decide(held, Held.State.APPROVED, by=by, at=at)
    notify(
        held.author,
        NoticeKind.STATUS,
        title=_("Somebody looked, and “%(title)s” is posted") % {"title": str(held)},
        url=made.get_absolute_url(),
        effect=f"held:{held.pk}",
        at=at,
    )


def _said_then(held: Held) -> Idea | Comment:
    once: dict[str, Any] = {"external_id": held.external_id, "at": held.held_at}
    if held.idea is not None:
        once |= {"text": held.text, "reply_to": held.reply_to}
        return post_comment(held.idea, author=held.author, **once)
    return post_idea(
        author=held.author,
        board=held.board,
        title=held.title,
        body=held.text,
        kind=held.kind,
        **once,
    )


def _decide(
    held: Held,
    state: str,
    *,
    by: Member,
    at: datetime | None,
    ruling: Ruling | None = None,
) -> None:
    held.state, held.decided_by, held.decided_at = state, by, at or timezone.now()
    held.ruling = ruling or held.ruling
    held.save(update_fields=["state", "decided_by", "decided_at", "ruling"])
