"""A vote is for an idea and what was folded into it: one may take it back there too."""

from importlib import import_module

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

SAY = """
CREATE OR REPLACE FUNCTION ideas_say_vote(
    wanted boolean, the_idea bigint, voter bigint, moment timestamptz, open_in text[],
    visitor text, since timestamptz, visits_allowed integer,
    author bigint, source text, subject text, board bigint, title text, url text
) RETURNS TABLE (
    visits integer, status text, status_note text, vote_count integer, is_news boolean
)
LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
    given bigint;
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
    IF (status = ANY (open_in)) IS NOT TRUE THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF wanted THEN
        -- Who voted for something folded into this idea is counted already.
        INSERT INTO ideas_vote (idea_id, member_id, cast_at)
            SELECT the_idea, voter, moment WHERE NOT EXISTS (
                SELECT FROM ideas_vote v JOIN ideas_idea m ON m.id = v.idea_id
                WHERE m.merged_into_id = the_idea AND v.member_id = voter)
            ON CONFLICT DO NOTHING;
        is_news := FOUND;
        IF is_news THEN
            PERFORM community_credit(
                author, 'endorsed', voter, source, subject, subject, board, title, url,
                moment);
        END IF;
    ELSE
        FOR given IN
            SELECT v.idea_id FROM ideas_vote v JOIN ideas_idea m ON m.id = v.idea_id
            WHERE v.member_id = voter AND the_idea IN (m.id, m.merged_into_id)
            ORDER BY v.idea_id
        LOOP
            DELETE FROM ideas_vote v WHERE v.idea_id = given AND v.member_id = voter;
            CONTINUE WHEN NOT FOUND;
            is_news := TRUE;
            PERFORM community_revoke(
                'endorsed', concat('ideas.vote:', given, ':', voter), moment);
            UPDATE ideas_idea i
                SET vote_count = i.vote_count - 1, updated_at = clock_timestamp()
                WHERE i.id = given AND given <> the_idea;
        END LOOP;
    END IF;
    IF is_news THEN
        UPDATE ideas_idea i
            SET vote_count = i.vote_count + CASE WHEN wanted THEN 1 ELSE -1 END,
                updated_at = clock_timestamp()
            WHERE i.id = the_idea
            RETURNING i.vote_count INTO moved;
        vote_count := moved;
    END IF;
    RETURN NEXT;
END $$
"""
before = import_module("ideas.migrations.0009_a_vote_with_its_door_and_credit")
AS_BEFORE = before.SAY.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
# Whoever voted for what was folded in until now was not told, and need not be any more.
TOLD = "UPDATE ideas_merge SET told_at = merged_at"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ideas", "0012_what_spans_groups")]

    operations = [
        migrations.RunSQL(SAY, AS_BEFORE),
        migrations.AddField(
            model_name="merge",
            name="told_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="its voters told at"
            ),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="merge",
            index=models.Index(
                "id",
                condition=Q(told_at__isnull=True, undone_at__isnull=True),
                name="merges_to_tell_of",
            ),
        ),
    ]
