"""Whose words count under one insight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedback.models import Evidence

PEOPLE_WHO_COUNT = 5


def who_counts(evidence: Sequence[Evidence]) -> dict[int, Evidence]:
    """The first five people, neither staff nor partners, with their first words."""
    first: dict[int, Evidence] = {}
    for each in sorted(evidence, key=lambda row: row.pk):
        author = each.conversation.member
        if author and not (author.is_staff or author.is_partner):
            first.setdefault(author.pk, each)
    return dict(list(first.items())[:PEOPLE_WHO_COUNT])
