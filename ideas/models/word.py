from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models

# Of a word that nothing says the three nearest; of one that is known what is hardly
# another word: its plural, its other endings.
NEAR = """
SELECT asked.word, near.word FROM unnest(%s::text[]) AS asked (word)
CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM ideas_word WHERE word = asked.word) AS said
) known
CROSS JOIN LATERAL (
    SELECT word FROM ideas_word
    WHERE word %% asked.word AND (NOT said OR similarity(word, asked.word) >= 0.5)
    ORDER BY similarity(word, asked.word) DESC, ideas DESC, word LIMIT 3
) near
"""


class WordManager(models.Manager["Word"]):
    def near(self, words: Iterable[str]) -> dict[str, list[str]]:
        """What is written nearly like each word, itself first, in one query."""
        found = {word: [word] for word in map(str.lower, words)}
        with connection.cursor() as cursor:
            cursor.execute(NEAR, [list(found)])
            for asked, word in cursor.fetchall():
                found[asked] += [word] if word != asked else []
        return found

    def rarest(self, words: Iterable[str], count: int) -> list[str]:
        """Those of the words that the fewest ideas say: what a sentence is about."""
        wanted = list(dict.fromkeys(map(str.lower, words)))
        known = self.filter(word__in=wanted).values_list("word", "ideas")
        ideas = dict(known)
        return sorted(wanted, key=lambda word: ideas.get(word, 0))[:count]


class Word(models.Model):
    """A word that listed ideas say and how many do: what a slip of the pen is held against.

    As of the last hour (`actions.words`); a search for words as they stand needs none.
    """

    word = models.CharField(max_length=40, primary_key=True)
    ideas = models.PositiveIntegerField()

    objects = WordManager()

    class Meta:
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="words_by_likeness")
        ]

    def __str__(self) -> str:
        return self.word
