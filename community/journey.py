"""The five stops of a conversation, in words: Received, Read, Learned, Decided, Told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from community.models import Conversation, Stage

NAMES = list(Stage.Name)
DECIDED = {
    Conversation.Kind.IDEA,
    Conversation.Kind.PROBLEM,
    Conversation.Kind.EXPERIENCE,
}


@dataclass(frozen=True)
class Stop:
    """One stop: done, waits, skipped or ahead; who or what, and when."""

    label: str
    state: str
    note: str = ""
    at: datetime | None = None


def stops(conversation: Conversation) -> list[Stop]:
    """All five, in order. Learned and decided come in either order; what was passed by
    when the author was told is skipped."""
    waiting = waits_at(conversation)
    return [_stop(conversation, name, waiting) for name in NAMES]


def states(conversation: Conversation) -> list[str]:
    """The state of all five, in order; nothing is read for it."""
    waiting = waits_at(conversation)
    return [_state(conversation, name, waiting) for name in NAMES]


def waits_at(conversation: Conversation) -> str | None:
    """The stop that is next, or None at the end of the journey. A post that taught
    something still waits for its decision, though its author has heard the lesson."""
    if conversation.told_at:
        is_open = conversation.decided_at is None and conversation.kind in DECIDED
        return Stage.Name.DECIDED if is_open else None
    if conversation.read_at is None:
        return Stage.Name.READ
    if conversation.decided_at is None:
        return Stage.Name.DECIDED if conversation.learned_at else Stage.Name.LEARNED
    return Stage.Name.TOLD


def sentence(conversation: Conversation) -> tuple[str, str]:
    """Where it stands: the last stop reached, and by whom or whom it waits for."""
    reached = [name for name in NAMES if _time(conversation, name)]
    last = max(reached, key=lambda name: (_time(conversation, name), NAMES.index(name)))
    note = _note(conversation, last)
    if last == Stage.Name.RECEIVED:
        return f"{Stage.Name.RECEIVED.label}.", _unread(conversation.waits_for)
    if last == Stage.Name.TOLD and note:
        note = _("to %(name)s") % {"name": conversation.author_name}
    if conversation.waits_for:
        note = _("%(how)s. Waits for %(whom)s") % {
            "how": note,
            "whom": conversation.waits_for,
        }
    head = f"{last.label}:" if last == Stage.Name.DECIDED else str(last.label)
    return head, f"{note}." if note else ""


def _unread(waits_for: str) -> str:
    if not waits_for:
        return _("Waits to be read; you will see by whom.")
    return _("Waits for %(whom)s; you will see who reads it.") % {"whom": waits_for}


def _stop(conversation: Conversation, name: Stage.Name, waiting: str | None) -> Stop:
    state = _state(conversation, name, waiting)
    return Stop(
        str(name.label),
        state,
        NOTES[state](conversation, name),
        _time(conversation, name),
    )


def _state(conversation: Conversation, name: Stage.Name, waiting: str | None) -> str:
    if _time(conversation, name):
        return "done"
    if name == waiting:
        return "waits"
    return "skipped" if conversation.told_at else "ahead"


def _waits(conversation: Conversation, name: Stage.Name) -> str:
    if conversation.waits_for:
        return _("waits for %(whom)s") % {"whom": conversation.waits_for}
    if name == Stage.Name.READ:
        return _("waits for somebody to read it")
    return _("this is next")


def _ahead(_conversation: Conversation, _name: Stage.Name) -> str:
    return _("not yet")


def _skipped(_conversation: Conversation, name: Stage.Name) -> str:
    if name == Stage.Name.LEARNED:
        return _("nothing new was learned")
    return _("no decision was needed")


def _note(conversation: Conversation, name: Stage.Name) -> str:
    """Who, and for decisions and lessons what, from the log (prefetched on lists)."""
    lines = [line for line in conversation.stages.all() if line.stage == name]
    if name == Stage.Name.RECEIVED or not lines:
        return ""
    line = lines[-1] if name == Stage.Name.DECIDED else lines[0]
    who = line.by.name if line.by else ""
    if name == Stage.Name.TOLD:
        told = conversation.author_name
        return _("%(name)s heard back") % {"name": told} if told else ""
    if name == Stage.Name.DECIDED:
        return _("%(what)s, by %(name)s") % {"what": line.note, "name": who}
    by = ", ".join(part for part in [who, line.note] if part)
    whom = by if name == Stage.Name.READ else who
    return _("by %(name)s") % {"name": whom} if whom else ""


def _time(conversation: Conversation, name: str) -> datetime | None:
    return getattr(conversation, f"{name}_at")


NOTES = {"done": _note, "waits": _waits, "skipped": _skipped, "ahead": _ahead}
