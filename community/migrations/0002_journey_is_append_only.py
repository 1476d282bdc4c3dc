from django.db import migrations

KEEP_TIMES = """
CREATE FUNCTION community_keep_journey_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.received_at <> NEW.received_at)
        OR (OLD.read_at IS NOT NULL AND OLD.read_at IS DISTINCT FROM NEW.read_at)
        OR (OLD.learned_at IS NOT NULL AND OLD.learned_at IS DISTINCT FROM NEW.learned_at)
        OR (OLD.decided_at IS NOT NULL AND OLD.decided_at IS DISTINCT FROM NEW.decided_at)
        OR (OLD.told_at IS NOT NULL AND OLD.told_at IS DISTINCT FROM NEW.told_at)
    THEN
        RAISE EXCEPTION 'The times of a journey never change once set.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journey_times_never_change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journey_times_never_change BEFORE UPDATE ON community_conversation
    FOR EACH ROW EXECUTE FUNCTION community_keep_journey_times();

CREATE FUNCTION community_keep_stages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log of stages is append-only.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'stages_are_append_only';
END $$;
CREATE TRIGGER stages_are_append_only BEFORE UPDATE OR DELETE ON community_stage
    FOR EACH ROW EXECUTE FUNCTION community_keep_stages();
"""
FORGET = """
DROP TRIGGER stages_are_append_only ON community_stage;
DROP FUNCTION community_keep_stages();
DROP TRIGGER journey_times_never_change ON community_conversation;
DROP FUNCTION community_keep_journey_times();
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]

    operations = [migrations.RunSQL(KEEP_TIMES, FORGET)]
