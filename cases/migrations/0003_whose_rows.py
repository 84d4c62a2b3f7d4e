"""Every row of a case carries its centre, and the database makes sure that it is the centre of the case."""

from django.db import migrations, models

import cases.models.ownership
from cases.database.migrating import ForgetModels

OF_VERSION = (
    "report document caseidentifier primarysource sender literaturereference study studyregistration patient "
    "medicalhistory pastdrug death causeofdeath autopsycause parent parenthistory parentpastdrug reaction test drug "
    "course premedication drugreaction assessment bronchoscopy imaging exclusion care reactiontreatment recovery "
    "narrative senderdiagnosis casesummary episode provenance substance indication dosage infusion device"
).split()
OWNED = (
    ("caseversion", "case", "case"),
    *((table, "caseversion", "version") for table in OF_VERSION),
    ("casefacts", "caseversion", "version"),
    ("pairfacts", "casefacts", "facts"),
)
"""Table, owner, and the foreign key that leads to the owner, owners first."""

KEY = "ALTER TABLE cases_{table} ADD CONSTRAINT {name} UNIQUE (id, centre_id);\n"
ADD = """
ALTER TABLE cases_{table} ADD COLUMN centre_id bigint;
ALTER TABLE cases_{table} DISABLE TRIGGER USER;
UPDATE cases_{table} AS row SET centre_id = owner.centre_id FROM cases_{owner} AS owner WHERE owner.id = row.{key}_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE cases_{table} ENABLE TRIGGER USER;
ALTER TABLE cases_{table} ALTER COLUMN centre_id SET NOT NULL;
"""
JOIN = """
ALTER TABLE cases_{table} ADD CONSTRAINT {table}_with_its_centre FOREIGN KEY ({key}_id, centre_id)
REFERENCES cases_{owner} (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
# The composite key stands for the foreign key of the version, too, whose name Django has made up.
LOOSEN = """
DO $$ DECLARE made_up text; BEGIN
    FOR made_up IN
        SELECT conname FROM pg_constraint
        WHERE conrelid = 'cases_{table}'::regclass AND confrelid = 'cases_caseversion'::regclass
            AND contype = 'f' AND cardinality(conkey) = 1
    LOOP
        EXECUTE format('ALTER TABLE cases_{table} DROP CONSTRAINT %I', made_up);
    END LOOP;
END $$;
"""
FASTEN = """
ALTER TABLE cases_{table} ADD CONSTRAINT cases_{table}_version_id_fk FOREIGN KEY (version_id)
REFERENCES cases_caseversion (id) DEFERRABLE INITIALLY DEFERRED;
"""
REMOVE = "ALTER TABLE cases_{table} DROP COLUMN centre_id;\n"
KEYS = {"case": "case_of_centre", "caseversion": "caseversion_of_centre", "casefacts": "casefacts_key_of_centre"}
"""What the composite foreign keys refer to."""


def forward():
    """Keys, columns, joins: owners before what they own."""
    text = KEY.format(table="case", name=KEYS["case"])
    for table, owner, key in OWNED:
        names = {"table": table, "owner": owner, "key": key}
        text += ADD.format(**names) + JOIN.format(**names)
        text += KEY.format(table=table, name=KEYS[table]) if table in KEYS else ""
    return text + "".join(LOOSEN.format(table=table) for table in OF_VERSION)


def backward():
    """A column goes with its keys; what is owned before its owner."""
    text = "".join(FASTEN.format(table=table) for table in OF_VERSION)
    text += "".join(REMOVE.format(table=table) for table, _owner, _key in reversed(OWNED))
    return text + f"ALTER TABLE cases_case DROP CONSTRAINT {KEYS['case']};"


def state():
    """The same for Django's models."""
    yield from (
        migrations.AddField(table, "centre", cases.models.ownership.CentreField(owner=key))
        for table, _owner, key in OWNED
    )
    yield from (
        migrations.AddConstraint(table, models.UniqueConstraint(fields=("id", "centre"), name=name))
        for table, name in KEYS.items()
    )
    for table in OF_VERSION:
        version = models.ForeignKey(
            "cases.caseversion", on_delete=models.CASCADE, related_name="%(class)s_rows", db_constraint=False
        )
        yield migrations.AlterField(table, "version", version)


class Migration(migrations.Migration):
    """Whose rows they are."""

    dependencies = [("cases", "0002_promises_of_the_database")]

    operations = [
        ForgetModels(),
        migrations.SeparateDatabaseAndState([migrations.RunSQL(forward(), backward())], list(state())),
    ]
