"""News that the forum sends upwards, inside the transaction that made it."""

from collections.abc import Callable

from django.db.models import Value
from django.db.models.expressions import Combinable
from django.dispatch import Signal


class HeardSignal(Signal):
    """News that comes too often to be sent where nobody outside hears of it.

    Whoever receives it says how the database is asked whether anybody does.
    """

    is_heard: Callable[[], Combinable] = staticmethod(lambda: Value(value=True))


idea_posted = Signal()  # idea
idea_voted = HeardSignal()  # idea, member, has_voted
comment_posted = Signal()  # comment
idea_answered = Signal()  # answer
answer_contested = Signal()  # answer
merge_undone = Signal()  # merge
