"""Doors and the ledger as calls, so that an action's own call can use them inside."""

from django.db import migrations

VISIT = """
CREATE FUNCTION community_visit(who text, since timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    visits integer;
BEGIN
    INSERT INTO community_tally (key, "window", count) VALUES (who, since, 1)
        ON CONFLICT ON CONSTRAINT one_tally_per_window
        DO UPDATE SET count = community_tally.count + 1 RETURNING count INTO visits;
    RETURN visits;
END $$
"""
CREDIT = """
CREATE FUNCTION community_credit(
    member bigint, kind text, giver bigint, source text, subject text, thread text,
    board bigint, title text, url text, moment timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO community_contribution
        (member_id, kind, given_by_id, source, subject, thread, board_id, title, url,
         occurred_at)
        VALUES (member, kind, giver, source, subject, thread, board, left(title, 160),
                left(url, 300), moment)
        ON CONFLICT ON CONSTRAINT one_credit_per_source
        DO UPDATE SET revoked_at = NULL, occurred_at = excluded.occurred_at
        WHERE community_contribution.revoked_at IS NOT NULL;
END $$
"""
REVOKE = """
CREATE FUNCTION community_revoke(the_kind text, the_source text, moment timestamptz)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    revoked integer;
BEGIN
    UPDATE community_contribution SET revoked_at = moment
        WHERE source = the_source AND kind = the_kind AND revoked_at IS NULL;
    GET DIAGNOSTICS revoked = ROW_COUNT;
    RETURN revoked;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0005_titles_need_no_likeness")]

    operations = [
        migrations.RunSQL(VISIT, "DROP FUNCTION community_visit"),
        migrations.RunSQL(CREDIT, "DROP FUNCTION community_credit"),
        migrations.RunSQL(REVOKE, "DROP FUNCTION community_revoke"),
    ]
