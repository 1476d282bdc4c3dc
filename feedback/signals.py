"""News of what the firm did, for whoever builds on top of it."""

from django.dispatch import Signal

insight_written = Signal()  # insight
evidence_replied = Signal()  # evidence
