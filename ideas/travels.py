"""How far the posts of a season got, for the line beside the list."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.journey import Stop
from community.models import Member, Stage
from ideas.models import Idea
from ideas.models.idea import Status

SEASON = timedelta(days=90)


def travels(viewer: Member | None) -> list[Stop]:
    """The five stops of all the last 90 days' posts together; none without a post."""
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
    if not n["received"]:
        return []
    readers = Stage.objects.filter(stage=Stage.Name.READ, conversation__idea__in=posts)
    people = readers.values("by").distinct().count()
    return [
        _stop(Stage.Name.RECEIVED, n["received"], _received(n["received"])),
        _stop(Stage.Name.READ, n["read"], _read(n["read"], people)),
        _stop(Stage.Name.LEARNED, n["learned"], _learned(n["learned"])),
        _stop(Stage.Name.DECIDED, n["decided"], _decided(n["decided"], n["refused"])),
        _told(n),
    ]


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
