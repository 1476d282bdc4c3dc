"""One call says a vote, whose statements PostgreSQL plans once in a connection."""

from django.db import migrations

SAY = """
CREATE FUNCTION ideas_say_vote(
    wanted boolean, the_idea bigint, voter bigint, moment timestamptz, open_in text[]
) RETURNS TABLE (status text, status_note text, vote_count integer, is_news boolean)
LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
BEGIN
    -- Voters share this lock until commit; a merge holds it alone (ideas/actions/merges.py).
    PERFORM pg_advisory_xact_lock_shared(hashtext('ideas.idea'), the_idea::integer);
    SELECT i.status, i.status_note, i.vote_count FROM ideas_idea i
        WHERE i.id = the_idea INTO status, status_note, vote_count;
    is_news := FALSE;
    IF status = ANY (open_in) THEN
        IF wanted THEN
            INSERT INTO ideas_vote (idea_id, member_id, cast_at)
                VALUES (the_idea, voter, moment) ON CONFLICT DO NOTHING;
        ELSE
            DELETE FROM ideas_vote v WHERE v.idea_id = the_idea AND v.member_id = voter;
        END IF;
        is_news := FOUND;
    END IF;
    IF is_news THEN
        -- A member who voted for something folded into this idea is counted already.
        UPDATE ideas_idea i
            SET vote_count = i.vote_count + CASE WHEN wanted THEN 1 ELSE -1 END,
                updated_at = clock_timestamp()
            WHERE i.id = the_idea AND NOT EXISTS (
                SELECT FROM ideas_vote v JOIN ideas_idea m ON m.id = v.idea_id
                WHERE m.merged_into_id = the_idea AND v.member_id = voter)
            RETURNING i.vote_count INTO moved;
        vote_count := coalesce(moved, vote_count);
    END IF;
    RETURN NEXT;
END $$
"""
SAY_NO_MORE = "DROP FUNCTION ideas_say_vote"


class Migration(migrations.Migration):
    dependencies = [("ideas", "0007_most_helpful_first")]

    operations = [migrations.RunSQL(SAY, SAY_NO_MORE)]
