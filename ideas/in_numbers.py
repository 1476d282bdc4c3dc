"""The numbers by which votes count and people are found, as a page says them."""

from typing import Any

from community.models import StandingParameters
from ideas import ranking
from ideas.judgements import LATELY


def in_numbers() -> dict[str, Any]:
    """Those in force now: of the formulas, and of the newest version of the parameters."""
    numbers = StandingParameters.numbers_in_force()
    return {
        "numbers": numbers,
        "places_percent": f"{100 * numbers.share:g}",
        "untrusted_percent": f"{100 * ranking.UNTRUSTED_SHARE:g}",
        "untrusted_floor": f"{ranking.UNTRUSTED_FLOOR:g}",
        "prior": f"{ranking.PRIOR_STRENGTH:g}",
        "lately_days": LATELY.days,
        "per_vote": ranking.PER_VOTE,
        "per_comment": ranking.PER_COMMENT,
        "fewest_votes_each": ranking.FEWEST_VOTES_EACH,
    }
