"""Conversations of one kind by their words: comments are many, and a search for ideas
leaves them out before they are looked up."""

from django.db import migrations

SAYING = """
CREATE FUNCTION community_saying(wanted tsquery, wanted_kind text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 200 AS $$
BEGIN
    RETURN QUERY SELECT id FROM community_conversation
        WHERE search @@ wanted AND kind = wanted_kind;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0012_paths_of_this_site_hold")]

    operations = [
        migrations.RunSQL(SAYING, "DROP FUNCTION community_saying(tsquery, text)")
    ]
