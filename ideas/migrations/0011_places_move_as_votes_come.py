"""What moves a post's place is noted where it happens, so that nobody can forget it."""

from django.db import migrations, models

NOTE = """
CREATE FUNCTION ideas_note_unranked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ideas_unranked (idea_id) SELECT DISTINCT idea_id FROM changed;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION ideas_note_unranked()
"""
NOTE_VOTER = """
CREATE FUNCTION ideas_note_voter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ideas_unranked (idea_id)
        SELECT idea_id FROM ideas_vote WHERE member_id = NEW.id;
    RETURN NULL;
END $$
"""
VOTER = """
CREATE TRIGGER a_voter_who_counts_otherwise_moves_places
    AFTER UPDATE OF verified_at, is_active ON community_member FOR EACH ROW
    WHEN ((OLD.verified_at IS NULL, OLD.is_active)
          IS DISTINCT FROM (NEW.verified_at IS NULL, NEW.is_active))
    EXECUTE FUNCTION ideas_note_voter()
"""
# What is there already gets its place in all orders with the first round.
ALL = "INSERT INTO ideas_unranked (idea_id) SELECT id FROM ideas_idea"


def trigger(name: str, table: str, event: str) -> migrations.RunSQL:
    rows = "NEW" if event == "INSERT" else "OLD"
    said = TRIGGER.format(name=name, event=event, table=table, rows=rows)
    return migrations.RunSQL(said, f"DROP TRIGGER {name} ON {table}")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_what_was_done_and_why"),
        ("ideas", "0010_what_needs_votes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unranked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        to="ideas.idea",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION ideas_note_unranked"),
        trigger("a_vote_moves_a_place", "ideas_vote", "INSERT"),
        trigger("a_vote_withdrawn_moves_a_place", "ideas_vote", "DELETE"),
        trigger("a_comment_moves_a_place", "ideas_comment", "INSERT"),
        migrations.RunSQL(NOTE_VOTER, "DROP FUNCTION ideas_note_voter"),
        migrations.RunSQL(
            VOTER,
            "DROP TRIGGER a_voter_who_counts_otherwise_moves_places ON community_member",
        ),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]
