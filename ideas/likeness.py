"""How alike two titles are, and from where it is shown; docs/scoring.md has the figures."""

MEANING, SPELLING = 0.7, 0.3  # of the cosine, and of the trigrams that both have
ALIKE = 0.4  # shown while a title is typed, and beside a post
SAME = 0.7  # suggested to colleagues as said twice
# The least cosine that goes with a spelling, for a title that is too new to have one.
GUESS, GUESS_BY_SPELLING = 0.2, 0.8
