from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models

# Of a word that nobody says the three nearest of about its length; of one that is known what
# is hardly another word: its plural, its other endings. Each with how many ideas say it, and
# the word itself with how many say what begins so.
NEAR = """
WITH asked AS (SELECT DISTINCT word FROM unnest(%s::text[]) AS given (word)),
form AS (
    SELECT word AS asked, word FROM asked
    UNION
    SELECT asked.word, near.word FROM asked
    CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM ideas_word WHERE word = asked.word) AS said
    ) known
    CROSS JOIN LATERAL (
        SELECT word FROM ideas_word
        WHERE word %% asked.word AND CASE WHEN said THEN similarity(word, asked.word) >= 0.5
            ELSE abs(length(word) - length(asked.word)) <= greatest(1, length(word) / 4) END
        ORDER BY similarity(word, asked.word) DESC, ideas DESC, word LIMIT 3
    ) near
)
SELECT asked, form.word, said.ideas, greatest(all_ideas.reltuples, 1)::bigint
FROM form JOIN pg_class all_ideas ON all_ideas.oid = 'ideas_idea'::regclass
CROSS JOIN LATERAL (
    SELECT coalesce(sum(ideas), 0) AS ideas FROM ideas_word
    WHERE ideas_word.word ~>=~ form.word AND CASE WHEN form.word = form.asked
        THEN ideas_word.word ~<~ (form.word || chr(1114111)) ELSE ideas_word.word = form.word END
) said
"""


@dataclass
class Spelling:
    """A word and what it may have been meant to be, and how many ideas say one of them or
    what begins with it, at most, of how many."""

    forms: list[str]
    ideas: int = 0
    of: int = 1


class WordManager(models.Manager["Word"]):
    def near(self, words: Iterable[str]) -> list[Spelling]:
        """What is written nearly like each word, itself first, in one query."""
        found = {word: Spelling([word]) for word in map(str.lower, words)}
        with connection.cursor() as cursor:
            cursor.execute(NEAR, [list(found)])
            for asked, form, ideas, of in cursor.fetchall():
                found[asked].ideas += ideas
                found[asked].of = of
                found[asked].forms += [form] if form != asked else []
        return list(found.values())

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
