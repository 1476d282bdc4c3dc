"""News that the community sends upwards, inside the transaction that made it."""

from django.dispatch import Signal

member_verified = Signal()  # member
member_left = Signal()  # member, forgotten already
desk_left = Signal()  # member, who is a colleague no longer
stage_reached = Signal()  # conversation, stage, by
ruling_overturned = Signal()  # ruling, taken back on appeal
half_percent_changed = Signal()  # run, entered, left
