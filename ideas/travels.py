"""How far the posts of a season got, for the line beside the list."""

from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.journey import Stop
from community.models import Member, Stage
from ideas.models import Idea
from ideas.models.idea import Status

SEASON = timedelta(days=90)
AN_HOUR = 3600


def travels(viewer: Member | None) -> list[Stop]:
    """The five stops of all the last 90 days' posts together; none without a post.

    They are counted by a task, and here only before it ran for the first time: among
    a million posts it takes seconds.
    """
    n = caches["default"].get(_name(viewer)) or count_travels(viewer)
    if not n["received"]:
        return []
    return [
        _stop(Stage.Name.RECEIVED, n["received"], _received(n["received"])),
        _stop(Stage.Name.READ, n["read"], _read(n["read"], n["people"])),
        _stop(Stage.Name.LEARNED, n["learned"], _learned(n["learned"])),
        _stop(Stage.Name.DECIDED, n["decided"], _decided(n["decided"], n["refused"])),
        _told(n),
    ]


def count_travels(viewer: Member | None) -> dict[str, int]:
    """Count them and keep the numbers for all processes, for who sees as much."""
    posts = Idea.objects.visible_to(viewer).filter(
        created_at__gte=timezone.now() - SEASON
    )
    n = posts.aggregate(
        received=Count("pk"),
        **{
            stage: Count("pk", filter=Q(**{f"conversation__{stage}_at__isnull": False}))
            for stage in ["read", "learned", "decided", "told"]
        },
        refused=Count("pk", filter=Q(status=Status.DECLINED)),
        unheard=Count("pk", filter=_unheard()),
    )
    readers = Stage.objects.filter(stage=Stage.Name.READ, conversation__idea__in=posts)
    n["people"] = readers.values("by").distinct().count()
    caches["default"].set(_name(viewer), n, AN_HOUR)
    return n


def _name(viewer: Member | None) -> str:
    return "travels-of-members" if viewer else "travels-of-visitors"


def _unheard() -> Q:
    """Learned from or decided, and its author does not know yet."""
    reached = Q(conversation__learned_at__isnull=False) | Q(
        conversation__decided_at__isnull=False
    )
    return reached & Q(conversation__told_at=None)


def _stop(name: Stage.Name, n: int, note: str) -> Stop:
    return Stop(str(name.label), "done" if n else "ahead", note)


def _received(n: int) -> str:
    words = ngettext("%(n)s in 90 days", "%(n)s in 90 days", n)
    return words % {"n": n}


def _read(n: int, people: int) -> str:
    words = ngettext("%(n)s, by %(m)s person", "%(n)s, by %(m)s people", people)
    return words % {"n": n, "m": people} if n else _("none yet")


def _learned(n: int) -> str:
    words = ngettext("%(n)s taught us something", "%(n)s taught us something", n)
    return words % {"n": n} if n else _("none yet")


def _decided(n: int, refused: int) -> str:
    if not n:
        return _("none yet")
    words = _("%(n)s answered, %(no)s of them no") if refused else _("%(n)s answered")
    return words % {"n": n, "no": refused}


def _told(n: dict[str, Any]) -> Stop:
    state = "waits" if n["unheard"] else "done" if n["told"] else "ahead"
    words = _("%(n)s heard back") if n["told"] else _("none yet")
    if n["unheard"]:
        words = _("%(n)s heard back, %(m)s still to be told")
    note = words % {"n": n["told"], "m": n["unheard"]}
    return Stop(str(Stage.Name.TOLD.label), state, note)
