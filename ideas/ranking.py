"""Where an idea stands in a list: pure formulas, no database."""

from math import sqrt

PRIOR_STRENGTH = 10.0
PRIOR_MEAN = 0.5
UNTRUSTED_SHARE, UNTRUSTED_FLOOR = 0.25, 2.0
SEEN_WEIGHT = 0.5
PER_VOTE, PER_COMMENT = 5, 3
FEWEST_VOTES_EACH = 4  # of every group that a post is to span


def trust_capped(trusted: float, untrusted: float) -> float:
    """Votes that count: those nobody vouches for add at most a quarter and two more."""
    return trusted + min(untrusted, UNTRUSTED_SHARE * trusted + UNTRUSTED_FLOOR)


def expected(votes: float, seen_without_vote: float) -> float:
    """The share who want it among all who would judge it: the mean of a Beta posterior.

    Having seen it without voting weighs half. Independent of age.
    """
    wanted, all_ = _posterior(votes, seen_without_vote)
    return wanted / all_


def best(votes: float, seen_without_vote: float) -> float:
    """What to expect at least: the mean less one deviation of the same posterior."""
    wanted, all_ = _posterior(votes, seen_without_vote)
    variance = wanted * (all_ - wanted) / (all_**2 * (all_ + 1))
    return wanted / all_ - sqrt(variance)


def _posterior(votes: float, seen_without_vote: float) -> tuple[float, float]:
    exposure = votes + SEEN_WEIGHT * seen_without_vote
    return votes + PRIOR_STRENGTH * PRIOR_MEAN, exposure + PRIOR_STRENGTH


def trending(votes_lately: float, comments_lately: float, age_hours: float) -> float:
    """Fider's form: so much per vote and per comment of 30 days, fading with age.

    Comments count up to the number of votes, as Lobsters caps them.
    """
    heat = PER_VOTE * votes_lately + PER_COMMENT * min(comments_lately, votes_lately)
    return heat / (age_hours + 2) ** 1.4


def needs_votes(votes: float, seen_without_vote: float) -> float:
    """How much one more judgement would tell, after Polis's comment routing without its
    passes and clusters: few have met it yet, and of those many want it."""
    met = votes + seen_without_vote
    wanted = (votes + 1) / (met + 2)
    known = 1 / (met + 2)  # Polis's share of passes, of which there are none here
    return ((1 - known) * wanted * (1 + 8 * 2 ** (-met / 5))) ** 2
