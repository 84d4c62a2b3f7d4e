"""The audit trail: its tables, the triggers that write it, and the triggers that protect it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cases.database.audit import (
    audit_functions,
    audit_triggers,
    drop_audit_functions,
    drop_audit_triggers,
    drop_insert_only_triggers,
    insert_only_triggers,
)
from cases.database.policies import secure_all, unsecure_all

CASES = (
    "assessment autopsycause batch bronchoscopy care case caseidentifier casesummary caseversion "
    "causeofdeath centre course death device document dosage drug drugreaction episode exclusion imaging "
    "indication infusion literaturereference medicalhistory message narrative parent parenthistory "
    "parentpastdrug pastdrug patient premedication primarysource provenance reaction reactiontreatment "
    "recovery report sender senderdiagnosis study studyregistration substance term termrelease test "
    "step query answer membership savedfilter"
).split()
ACCOUNTS = "auth_user auth_user_groups auth_user_user_permissions auth_group auth_group_permissions".split()
AUDITED = [f"cases_{table}" for table in CASES] + ACCOUNTS
INSERT_ONLY = ["cases_auditevent", "cases_auditseal", "cases_auditsealrun", "cases_accessevent"]

OF_CASES = ["cases_auditevent", "cases_accessevent"]


class Migration(migrations.Migration):
    """Tables, functions, triggers."""

    dependencies = [
        ("cases", "0005_row_security"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("event_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField()),
            ],
            options={
                "verbose_name": "audit seal",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditSealRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("count", models.BigIntegerField(verbose_name="sealed")),
                ("last_position", models.BigIntegerField()),
                ("head", models.BinaryField()),
                (
                    "settled",
                    models.BigIntegerField(
                        default=0,
                        help_text="All events up to this number are sealed; no running transaction can add one",
                    ),
                ),
                (
                    "allocated",
                    models.BigIntegerField(help_text="The last number given to an event when `horizon` was taken"),
                ),
                (
                    "horizon",
                    models.BigIntegerField(
                        help_text="When all transactions up to this one are finished, the events up to `allocated` are settled"
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the audit sealer",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("xact", models.BigIntegerField(help_text="Number of the transaction, in the server that ran it")),
                ("table_name", models.TextField()),
                ("row_id", models.TextField()),
                (
                    "operation",
                    models.TextField(choices=[("insert", "Added"), ("update", "Changed"), ("delete", "Removed")]),
                ),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("digest", models.BinaryField(help_text="Of an insert: SHA-256 of the row as text", null=True)),
                ("actor", models.TextField(verbose_name="who")),
                ("db_role", models.TextField()),
                ("db_login", models.TextField()),
                ("request", models.TextField(default="", verbose_name="request")),
                ("reason", models.TextField(default="", verbose_name="why")),
                ("centre_id", models.BigIntegerField(null=True)),
                ("case_id", models.BigIntegerField(null=True)),
                ("version_id", models.BigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "audit event",
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("case_id__isnull", False)), fields=["case_id"], name="auditevent_case"
                    ),
                    models.Index(
                        condition=models.Q(("version_id__isnull", False)),
                        fields=["version_id"],
                        name="auditevent_version",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("operation__in", ["insert", "update", "delete"])), name="audit_operation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "what",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="elements"
                    ),
                ),
                ("request", models.TextField(default="", verbose_name="request")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.centre",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of identifying data",
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["case", "-id"], name="accessevent_case")],
            },
        ),
        migrations.RunSQL(audit_functions(), drop_audit_functions()),
        migrations.RunSQL(audit_triggers(AUDITED), drop_audit_triggers(AUDITED)),
        migrations.RunSQL(insert_only_triggers(INSERT_ONLY), drop_insert_only_triggers(INSERT_ONLY)),
        migrations.RunSQL(secure_all(OF_CASES), unsecure_all(OF_CASES)),
    ]
