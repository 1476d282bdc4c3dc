"""How alike two titles are, and from where it is shown; docs/scoring.md has the figures."""

MEANING, SPELLING = 0.7, 0.3  # of the cosine, and of the trigrams that both have
ALIKE = 0.5  # shown while a title is typed, and beside a post
SAME = 0.7  # suggested to colleagues as said twice
# The cosine that goes with a spelling, where a title is not known by its meaning yet.
GUESS, GUESS_BY_SPELLING = 0.33, 0.8
