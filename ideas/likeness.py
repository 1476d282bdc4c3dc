"""How alike two posts are, and from where it is shown. docs/scoring.md has the figures."""

MEANING, SPELLING = 0.7, 0.3  # of the cosine, and of the trigrams that titles share
ALIKE = 0.6  # shown while a title is typed, and beside a post
SAME = 0.8  # suggested to colleagues as one post
