"""Text that was typed and not saved yet, and the revisions of a draft."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.encrypted
import cases.models.ownership
from cases.database.policies import secure_all, secure_own, unsecure_all

JOIN = """
ALTER TABLE cases_draftrevision ADD CONSTRAINT draftrevision_with_its_centre FOREIGN KEY (version_id, centre_id)
REFERENCES cases_caseversion (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNJOIN = "ALTER TABLE cases_draftrevision DROP CONSTRAINT draftrevision_with_its_centre;"


class Migration(migrations.Migration):
    """Two tables and the number of the revision."""

    dependencies = [
        ("cases", "0008_confirmations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="caseversion",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="revision of the draft"),
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=36)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("raw", cases.models.encrypted.EncryptedTextField(blank=True, default="")),
                ("saved", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now=True, verbose_name="typed")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="typed",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "typed text",
                "indexes": [
                    models.Index(condition=models.Q(("saved", False)), fields=["by", "version"], name="autosave_open")
                ],
                "constraints": [models.UniqueConstraint(fields=("by", "page"), name="autosave_key")],
            },
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("content", cases.models.encrypted.EncryptedTextField(blank=True, default="")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="replaced")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("centre", cases.models.ownership.CentreField(owner="version")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="cases.caseversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of a draft",
                "constraints": [models.UniqueConstraint(fields=("version", "revision"), name="draftrevision_key")],
            },
        ),
        migrations.RunSQL(JOIN, UNJOIN),
        migrations.RunSQL(secure_all(["cases_draftrevision"]), unsecure_all(["cases_draftrevision"])),
        migrations.RunSQL(secure_own("cases_autosave", "by_id"), unsecure_all(["cases_autosave"])),
    ]
