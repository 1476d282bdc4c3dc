"""Where an idea stands in a list: pure formulas, no database."""

from math import sqrt

PRIOR_STRENGTH = 10.0
PRIOR_MEAN = 0.5
UNTRUSTED_SHARE, UNTRUSTED_FLOOR = 0.25, 2.0
SEEN_WEIGHT = 0.5


def trust_capped(trusted: float, untrusted: float) -> float:
    """Votes that count: those nobody vouches for add at most a quarter and two more."""
    return trusted + min(untrusted, UNTRUSTED_SHARE * trusted + UNTRUSTED_FLOOR)


def best(votes: float, seen_without_vote: float) -> float:
    """Lower bound of the share who want it: mean minus one deviation of the Beta posterior.

    Having seen it without voting weighs half. Independent of age.
    """
    exposure = votes + SEEN_WEIGHT * seen_without_vote
    a = votes + PRIOR_STRENGTH * PRIOR_MEAN
    b = exposure - votes + PRIOR_STRENGTH * (1 - PRIOR_MEAN)
    return a / (a + b) - sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))


def trending(votes_lately: float, comments_lately: float, age_hours: float) -> float:
    """Fider's form: five per vote and three per comment of 30 days, fading with age.

    Comments count up to the number of votes, as Lobsters caps them.
    """
    heat = 5 * votes_lately + 3 * min(comments_lately, votes_lately)
    return heat / (age_hours + 2) ** 1.4


def needs_votes(votes: float, seen_without_vote: float) -> float:
    """How much one more judgement would tell, after Polis's comment routing without its
    passes and clusters: few have met it yet, and of those many want it."""
    met = votes + seen_without_vote
    wanted = (votes + 1) / (met + 2)
    known = 1 / (met + 2)  # Polis's share of passes, of which there are none here
    return ((1 - known) * wanted * (1 + 8 * 2 ** (-met / 5))) ** 2
