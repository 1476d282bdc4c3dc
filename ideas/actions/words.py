from django.db import connection, transaction

from ideas.models import Word
from ideas.models.idea import LISTED

SAID = """
SELECT c.search FROM community_conversation c
JOIN ideas_idea i ON i.conversation_id = c.id AND i.status IN ({listed})
"""
REFRESH = """
WITH said AS (
    SELECT word, ndoc FROM ts_stat(%s) WHERE word ~ '^[^[:digit:][:punct:][:space:]]{3,40}$'
), gone AS (
    DELETE FROM ideas_word old WHERE NOT EXISTS (SELECT FROM said WHERE word = old.word)
)
INSERT INTO ideas_word (word, ideas) SELECT word, ndoc FROM said
ON CONFLICT (word) DO UPDATE SET ideas = excluded.ideas
WHERE ideas_word.ideas <> excluded.ideas
"""


@transaction.atomic
def refresh_words() -> int:
    """Count anew which words the listed ideas say, as PostgreSQL's manual does it for
    pg_trgm. Returns how many there are; doing it again changes nothing."""
    said = SAID.format(listed=", ".join(f"'{status}'" for status in LISTED))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE ideas_word IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(REFRESH, [said])
    return Word.objects.count()
