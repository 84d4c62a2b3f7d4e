"""Doubts about values that the reporter confirmed with a reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.ownership
from cases.database.audit import audit_triggers, drop_audit_triggers
from cases.database.policies import secure_all, unsecure_all

JOIN = """
ALTER TABLE cases_confirmation ADD CONSTRAINT confirmation_with_its_centre FOREIGN KEY (version_id, centre_id)
REFERENCES cases_caseversion (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNJOIN = "ALTER TABLE cases_confirmation DROP CONSTRAINT confirmation_with_its_centre;"
# What was confirmed belongs to the version, and stays as it was submitted.
EVENTS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))
GUARDS = "".join(
    f"CREATE TRIGGER refuse_{event}_{rows.lower()} AFTER {event} ON cases_confirmation "
    f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cases_refuse_change_of_submitted();\n"
    for event, rows in EVENTS
)
UNGUARD = "".join(f"DROP TRIGGER refuse_{event}_{rows.lower()} ON cases_confirmation;\n" for event, rows in EVENTS)


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("cases", "0007_identity_encrypted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, verbose_name="kind of doubt")),
                ("path", models.CharField(max_length=200, verbose_name="field")),
                ("value", models.CharField(blank=True, default="", max_length=64, verbose_name="value, as a digest")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="confirmed")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("centre", cases.models.ownership.CentreField(owner="version")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmed value",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code", "path", "value"), name="confirmation_key"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="confirmation_reason"
                    ),
                ],
            },
        ),
        migrations.RunSQL(JOIN, UNJOIN),
        migrations.RunSQL(GUARDS, UNGUARD),
        migrations.RunSQL(secure_all(["cases_confirmation"]), unsecure_all(["cases_confirmation"])),
        migrations.RunSQL(audit_triggers(["cases_confirmation"]), drop_audit_triggers(["cases_confirmation"])),
    ]
