"""Conversations by their words, for when they are known to be few."""

from django.db import migrations

SAYING = """
CREATE FUNCTION community_saying(wanted tsquery) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 200 AS $$
BEGIN
    RETURN QUERY SELECT id FROM community_conversation WHERE search @@ wanted;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0007_sessions_with_their_member")]

    operations = [migrations.RunSQL(SAYING, "DROP FUNCTION community_saying")]
