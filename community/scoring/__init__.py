"""Finding the people who carry the firm's future: pure functions over arrays.

What is counted and why stands in `docs/scoring.md`.
"""

from community.scoring.ledger import Kind, Ledger, Members
from community.scoring.parameters import STRANDS, Parameters
from community.scoring.places import Door, Previous
from community.scoring.score import Result, as_of, digest, score_members

__all__ = [
    "STRANDS",
    "Door",
    "Kind",
    "Ledger",
    "Members",
    "Parameters",
    "Previous",
    "Result",
    "as_of",
    "digest",
    "score_members",
]
