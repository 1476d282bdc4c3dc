"""Open pages are kept until the edition changes: tables that they show open a new one.

For migrations: `*on_change_of("ideas_idea", …)` among the operations.
"""

from django.db.migrations import RunSQL

COUNT = """
CREATE FUNCTION community_open_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('hearth.edition_of', TRUE)
        IS NOT DISTINCT FROM pg_current_xact_id()::text
    THEN
        RETURN NULL;
    END IF;
    UPDATE community_edition SET number = number + 1 WHERE id = (
        SELECT id FROM community_edition LIMIT 1 FOR UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO community_edition (number) VALUES (1);
    END IF;
    PERFORM set_config('hearth.edition_of', pg_current_xact_id()::text, TRUE);
    RETURN NULL;
END $$
"""
FORGET = "DROP FUNCTION community_open_new_edition"
TRIGGER = """
CREATE TRIGGER a_change_opens_a_new_edition
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION community_open_new_edition()
"""
NO_MORE = "DROP TRIGGER a_change_opens_a_new_edition ON {table}"


def count_editions() -> RunSQL:
    """The trigger function; once, after the table of editions."""
    return RunSQL(COUNT, FORGET)


def on_change_of(*tables: str) -> list[RunSQL]:
    """A trigger per table: once in a transaction, whatever it changes."""
    return [
        RunSQL(TRIGGER.format(table=table), NO_MORE.format(table=table))
        for table in tables
    ]
