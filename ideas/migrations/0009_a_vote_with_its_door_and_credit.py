"""The call that says a vote also counts the visit and moves the credit."""

from django.db import migrations

SAY = """
CREATE FUNCTION ideas_say_vote(
    wanted boolean, the_idea bigint, voter bigint, moment timestamptz, open_in text[],
    visitor text, since timestamptz, visits_allowed integer,
    author bigint, source text, subject text, board bigint, title text, url text
) RETURNS TABLE (
    visits integer, status text, status_note text, vote_count integer, is_news boolean
)
LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
BEGIN
    is_news := FALSE;
    visits := 0;
    IF visitor IS NOT NULL THEN
        visits := community_visit(visitor, since);
    END IF;
    IF visits > visits_allowed THEN
        RETURN NEXT;
        RETURN;
    END IF;
    -- Voters share this lock until commit; a merge holds it alone (ideas/actions/merges.py).
    PERFORM pg_advisory_xact_lock_shared(hashtext('ideas.idea'), the_idea::integer);
    SELECT i.status, i.status_note, i.vote_count FROM ideas_idea i
        WHERE i.id = the_idea INTO status, status_note, vote_count;
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
        IF wanted THEN
            PERFORM community_credit(
                author, 'endorsed', voter, source, subject, subject, board, title, url,
                moment);
        ELSE
            PERFORM community_revoke('endorsed', source, moment);
        END IF;
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
SAY_ALL = "(boolean, bigint, bigint, timestamptz, text[], text, timestamptz, integer, bigint, text, text, bigint, text, text)"


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0006_the_ledger_in_one_call"),
        ("ideas", "0008_a_vote_is_one_call"),
    ]

    operations = [
        migrations.RunSQL(SAY, f"DROP FUNCTION ideas_say_vote{SAY_ALL}"),
        # The one before stays until a later release: a house that is being upgraded
        # still runs the code that calls it.
    ]
