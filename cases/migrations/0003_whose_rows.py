"""Every row of a case carries its centre, and the database makes sure that it is the centre of the case."""

from django.db import migrations, models

import cases.models.ownership

OF_VERSION = (
    "report document caseidentifier primarysource sender literaturereference study studyregistration patient "
    "medicalhistory pastdrug death causeofdeath autopsycause parent parenthistory parentpastdrug reaction test drug "
    "course premedication drugreaction assessment bronchoscopy imaging exclusion care reactiontreatment recovery "
    "narrative senderdiagnosis casesummary episode provenance substance indication dosage infusion device"
).split()
FILL = """
ALTER TABLE cases_{table} DISABLE TRIGGER USER;
UPDATE cases_{table} AS row SET centre_id = owner.centre_id FROM cases_{owner} AS owner WHERE owner.id = row.{key}_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE cases_{table} ENABLE TRIGGER USER;
"""
JOIN = """
ALTER TABLE cases_{table} ADD CONSTRAINT {table}_with_its_centre FOREIGN KEY ({key}_id, centre_id)
REFERENCES cases_{owner} (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNJOIN = "ALTER TABLE cases_{table} DROP CONSTRAINT {table}_with_its_centre;"


def centre(owner, **more):
    """The column as the models have it."""
    return cases.models.ownership.CentreField(owner=owner, **more)


def owned(table, owner, key):
    """Add the column, fill it from the owner, and join it to the owner for good."""
    names = {"table": table, "owner": owner, "key": key}
    return [
        migrations.AddField(table, "centre", centre(key, null=True)),
        migrations.RunSQL(FILL.format(**names), migrations.RunSQL.noop),
        migrations.AlterField(table, "centre", centre(key)),
        migrations.RunSQL(JOIN.format(**names), UNJOIN.format(**names)),
    ]


def key_of(table):
    """What the composite foreign keys refer to."""
    constraint = models.UniqueConstraint(fields=("id", "centre"), name=f"{table}_of_centre")
    return migrations.AddConstraint(table, constraint)


def loose(table):
    """The composite key stands for the foreign key of the version, too."""
    version = models.ForeignKey(
        "cases.caseversion", on_delete=models.CASCADE, related_name="%(class)s_rows", db_constraint=False
    )
    return migrations.AlterField(table, "version", version)


class Migration(migrations.Migration):
    """Whose rows they are."""

    dependencies = [("cases", "0002_promises_of_the_database")]

    operations = [
        key_of("case"),
        *owned("caseversion", "case", "case"),
        key_of("caseversion"),
        *(step for table in OF_VERSION for step in owned(table, "caseversion", "version")),
        *(loose(table) for table in OF_VERSION),
        *owned("casefacts", "caseversion", "version"),
        migrations.AddConstraint(
            "casefacts", models.UniqueConstraint(fields=("id", "centre"), name="casefacts_key_of_centre")
        ),
        *owned("pairfacts", "casefacts", "facts"),
    ]
