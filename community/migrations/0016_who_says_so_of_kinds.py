"""Conversations of some kinds by their words; and by pairs of letters, where a script does
not part words (community/unspaced.py)."""

from django.db import migrations

from community.unspaced import LETTERS

SAYING = """
CREATE FUNCTION community_saying(wanted tsquery, kinds text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 200 AS $$
BEGIN
    RETURN QUERY SELECT id FROM community_conversation
        WHERE search @@ wanted AND kind = ANY (kinds);
END $$
"""
GRAMS = f"""
CREATE FUNCTION community_grams(said text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(run[1], place, size)), '{{}}')
    FROM regexp_matches(said, '[{LETTERS}]+', 'g') AS runs (run),
         generate_series(1, length(run[1])) AS place, (VALUES (1), (2)) AS sizes (size)
    WHERE place + size - 1 <= length(run[1])
$$
"""
INDEX = f"""
CREATE INDEX CONCURRENTLY conversation_grams ON community_conversation
    USING gin (community_grams(headline || ' ' || text))
    WHERE headline || ' ' || text ~ '[{LETTERS}]'
"""
SAYING_GRAMS = f"""
CREATE FUNCTION community_saying_grams(wanted text[], kinds text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 200 AS $$
BEGIN
    RETURN QUERY SELECT id FROM community_conversation
        WHERE community_grams(headline || ' ' || text) @> wanted
        AND headline || ' ' || text ~ '[{LETTERS}]' AND kind = ANY (kinds);
END $$
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("community", "0015_the_numbers_in_force_are_shown")]

    operations = [
        migrations.RunSQL(SAYING, "DROP FUNCTION community_saying(tsquery, text[])"),
        migrations.RunSQL(GRAMS, "DROP FUNCTION community_grams(text)"),
        migrations.RunSQL(INDEX, "DROP INDEX CONCURRENTLY conversation_grams"),
        migrations.RunSQL(
            SAYING_GRAMS, "DROP FUNCTION community_saying_grams(text[], text[])"
        ),
    ]
