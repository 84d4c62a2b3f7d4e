"""What the database itself promises: submitted versions never change, and links stay within one version."""

from django.db import migrations

TOP = (
    "report document caseidentifier primarysource sender literaturereference study studyregistration patient "
    "medicalhistory pastdrug death causeofdeath autopsycause parent parenthistory parentpastdrug reaction test drug "
    "course premedication drugreaction assessment bronchoscopy imaging exclusion care reactiontreatment recovery "
    "narrative senderdiagnosis casesummary episode provenance"
).split()
OF_DRUG = "substance indication dosage infusion device".split()
LINKS = (
    ("course", "drug"),
    ("premedication", "drug"),
    ("drugreaction", "drug"),
    ("drugreaction", "reaction"),
    ("assessment", "drug"),
    ("assessment", "reaction"),
)

REFUSE_ROWS = """
CREATE FUNCTION cases_refuse_change_of_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM changed JOIN cases_caseversion AS v ON v.id = changed.version_id WHERE v.state <> 'draft'
    ) THEN
        RAISE EXCEPTION 'A submitted version never changes: make a new version instead.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""
REFUSE_VERSIONS = """
CREATE FUNCTION cases_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A submitted version is never deleted.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.case_id <> NEW.case_id OR OLD.number <> NEW.number
        OR (OLD.state <> 'draft' AND NEW.state = 'draft')
        OR (OLD.state = 'accepted' AND NEW.state <> 'accepted')
        OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS DISTINCT FROM OLD.submitted_at)
        OR (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at) THEN
        RAISE EXCEPTION 'A version keeps its case, number and times, and never becomes a draft again.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON cases_caseversion
    FOR EACH ROW EXECUTE FUNCTION cases_keep_version();
"""
EVENTS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))


def guards() -> str:
    """Statement triggers, so that a bulk write pays once and not per row."""
    return "".join(
        f"CREATE TRIGGER refuse_{event}_{rows.lower()} AFTER {event} ON cases_{table} "
        f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cases_refuse_change_of_submitted();\n"
        for table in TOP + OF_DRUG
        for event, rows in EVENTS
    )


def unguard() -> str:
    """Remove the guards."""
    return "".join(
        f"DROP TRIGGER refuse_{event}_{rows.lower()} ON cases_{table};\n"
        for table in TOP + OF_DRUG
        for event, rows in EVENTS
    )


def joins() -> str:
    """Links by number within the version, and drug rows in the version of their drug."""
    text = "ALTER TABLE cases_drug ADD CONSTRAINT drug_within_version UNIQUE (id, version_id);\n"
    for table in OF_DRUG:
        text += (
            f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_of_drug FOREIGN KEY (drug_id, version_id) "
            "REFERENCES cases_drug (id, version_id) DEFERRABLE INITIALLY DEFERRED;\n"
        )
    for table, target in LINKS:
        text += (
            f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_to_{target} FOREIGN KEY (version_id, {target}) "
            f"REFERENCES cases_{target} (version_id, number) DEFERRABLE INITIALLY DEFERRED;\n"
        )
    return text


def unjoin() -> str:
    """Remove the joins."""
    text = "".join(f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_to_{target};\n" for table, target in LINKS)
    text += "".join(f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_of_drug;\n" for table in OF_DRUG)
    return text + "ALTER TABLE cases_drug DROP CONSTRAINT drug_within_version;\n"


class Migration(migrations.Migration):
    """Triggers and composite foreign keys."""

    dependencies = [("cases", "0001_the_case_record")]

    operations = [
        migrations.RunSQL(joins(), unjoin()),
        migrations.RunSQL(REFUSE_ROWS, "DROP FUNCTION cases_refuse_change_of_submitted();"),
        migrations.RunSQL(guards(), unguard()),
        migrations.RunSQL(
            REFUSE_VERSIONS,
            "DROP TRIGGER keep_version ON cases_caseversion; DROP FUNCTION cases_keep_version();",
        ),
    ]
