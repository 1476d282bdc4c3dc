from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.attachments import attach_pictures
from community.errors import NeverBeen, NothingSaid, OutOfOrder
from community.models import Conversation, Member, Revision, Source, Stage
from community.moments import has_been
from community.once import insert_once
from community.pictures import names_in
from community.plain import plain_line
from community.replay import looked_up
from community.signals import stage_reached


@transaction.atomic
def receive(
    *, source: str, kind: str, headline: str, at: datetime | None = None, **said: Any
) -> tuple[Conversation, bool]:
    """Take in one thing a customer said; the same source and external id once only.

    `said`: text, member, board, external_id, link, outside_author, outside_email,
    phase, rating. Returns the conversation and whether it is new. Raises NeverBeen,
    NothingSaid.
    """
    at = at or timezone.now()
    if not has_been(at):
        raise NeverBeen(_("That time is before 1970 or to come."))
    headline = _headline(headline)
    home = _source(source)
    board = said.get("board")
    said.setdefault("phase", board.phase if board else home.phase)
    said.setdefault("received_at", at)
    conversation = insert_once(
        Conversation,
        source=home,
        kind=kind,
        headline=headline,
        occurred_at=at,
        updated_at=said["received_at"],
        **said,
    )
    if conversation is None:
        found = Conversation.objects.get(
            source=home, external_id=said.get("external_id")
        )
        return found, False
    if names_in(conversation.text):
        attach_pictures(conversation, by=conversation.member)
    _log(conversation, Stage.Name.RECEIVED, by=None, at=conversation.received_at)
    return conversation, True


@transaction.atomic
def revise(
    conversation: Conversation,
    *,
    by: Member,
    headline: str,
    text: str,
    at: datetime | None = None,
) -> bool:
    """Replace the words of a conversation and keep those it had, for all who read it.

    Returns whether they are others: the same words again change nothing. Raises
    NothingSaid.
    """
    words = {"headline": _headline(headline), "text": text}
    before = Conversation.objects.select_for_update().get(pk=conversation.pk)
    was = {"headline": before.headline, "text": before.text}
    at = at or timezone.now()
    if was != words:
        Revision.objects.create(conversation=before, by=by, at=at, **was)
        Conversation.objects.filter(pk=before.pk).update(**words, updated_at=at)
    conversation.refresh_from_db(fields=["headline", "text", "updated_at"])
    attach_pictures(conversation, by=by)
    return was != words


@transaction.atomic
def advance(  # noqa: PLR0913 - who, when and in which words are what a stage is
    conversation: Conversation,
    stage: str,
    *,
    by: Member | None,
    note: str = "",
    excerpt: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> bool:
    """Write the stage into the log, and its time if it is reached for the first time.

    Reading is logged once; learning, deciding and telling each time. Returns
    whether the stage was new. Raises OutOfOrder where an earlier one is missing.
    """
    at = at or timezone.now()
    column = f"{stage}_at"
    is_new = bool(
        Conversation.objects.filter(pk=conversation.pk, **{column: None})
        .filter(**_needs(conversation, stage))
        .update(**{column: at, "updated_at": at, "waits_for": ""})
    )
    if is_new:
        setattr(conversation, column, at)
        conversation.updated_at, conversation.waits_for = at, ""
    else:
        conversation.refresh_from_db(fields=[*COLUMNS, "updated_at", "waits_for"])
    if getattr(conversation, column) is None:
        raise OutOfOrder(
            _("“%(headline)s” has not been read yet: open it in your queue first.")
            % {"headline": conversation.headline}
        )
    if is_new or stage != Stage.Name.READ:
        if not is_new:
            _touch(conversation, at=at)
        words = {"note": note[:300], "excerpt": excerpt, "reason": reason}
        _log(conversation, stage, by=by, at=at, **words)
        stage_reached.send(Conversation, conversation=conversation, stage=stage, by=by)
    return is_new


def _touch(conversation: Conversation, *, at: datetime) -> None:
    """Never back: what pulls changes has passed the moment of a replay."""
    later = Greatest("updated_at", Value(at))
    Conversation.objects.filter(pk=conversation.pk).update(updated_at=later)
    conversation.refresh_from_db(fields=["updated_at"])


def expect(conversation: Conversation, *, waits_for: str) -> None:
    """Say whom the conversation waits for, for example “the Frame team”."""
    Conversation.objects.filter(pk=conversation.pk).update(
        waits_for=waits_for[:120], updated_at=timezone.now()
    )
    conversation.waits_for = waits_for[:120]


def hide(conversation: Conversation, *, is_hidden: bool = True) -> None:
    """Take a conversation off the site, or put it back; its row and journey stay."""
    Conversation.objects.filter(pk=conversation.pk).update(
        is_hidden=is_hidden, updated_at=timezone.now()
    )
    conversation.is_hidden = is_hidden


COLUMNS = ["read_at", "learned_at", "decided_at", "told_at"]


def _needs(conversation: Conversation, stage: str) -> dict[str, Any]:
    """What must have been reached before: read before learned and decided."""
    if stage in {Stage.Name.LEARNED, Stage.Name.DECIDED}:
        return {"read_at__isnull": False}
    if stage == Stage.Name.TOLD and conversation.learned_at is None:
        return {"decided_at__isnull": False}
    return {}


def _source(slug: str) -> Source:
    named = {"name": slug.replace("-", " ").capitalize()}
    return looked_up(
        f"source:{slug}",
        lambda: Source.objects.get_or_create(slug=slug, defaults=named)[0],
    )


def _log(conversation: Conversation, stage: str, **values: Any) -> None:
    Stage.objects.create(conversation=conversation, stage=stage, **values)


def _headline(text: str) -> str:
    line = plain_line(text)[:160]
    if not line:
        raise NothingSaid(_("Write something that others can see."))
    return line
