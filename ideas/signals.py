"""News that the forum sends upwards, inside the transaction that made it."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.dispatch import Signal


class HeardSignal(Signal):
    """News that comes too often to be sent where nobody outside hears of it.

    Whoever receives it says when it is heard: `heard_where` takes what makes the condition
    by which the database is asked. It is sent where one of them holds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._conditions: list[Callable[[], Q]] = []

    def heard_where(self, condition: Callable[[], Q]) -> None:
        self._conditions.append(condition)

    def is_heard(self) -> Q:
        nobody = Q(pk__in=[])
        return reduce(or_, [condition() for condition in self._conditions], nobody)


idea_posted = Signal()  # idea
idea_voted = HeardSignal()  # idea, member, has_voted
comment_posted = Signal()  # comment
idea_answered = Signal()  # answer
answer_contested = Signal()  # answer
merge_undone = Signal()  # merge
