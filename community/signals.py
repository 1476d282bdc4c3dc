"""News that the community sends upwards, inside the transaction that made it."""

from django.dispatch import Signal

member_verified = Signal()  # member
# member, forgotten already; slug, as it was; keeps_name: whether not by name
member_left = Signal()
desk_left = Signal()  # member, who is a colleague no longer
words_taken = Signal()  # member, said: keys of conversations whose words go now
stage_reached = Signal()  # conversation, stage, by
ruling_overturned = Signal()  # ruling, taken back on appeal
half_percent_changed = Signal()  # run, entered, left
