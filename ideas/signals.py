"""News that the forum sends upwards, inside the transaction that made it."""

from django.dispatch import Signal

idea_posted = Signal()  # idea
idea_voted = Signal()  # idea, member, has_voted
comment_posted = Signal()  # comment
idea_answered = Signal()  # answer
answer_contested = Signal()  # answer
merge_undone = Signal()  # merge
