"""Reports as they were frozen, only ever added."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from cases.database.audit import (
    audit_triggers,
    drop_audit_triggers,
    drop_insert_only_triggers,
    insert_only_triggers,
)

TABLES = ["reports_reportrun", "reports_reportrunfile"]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_publications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=40, verbose_name="report")),
                ("asked", models.JSONField(default=dict, verbose_name="population as typed")),
                ("saved", models.CharField(blank=True, default="", max_length=80, verbose_name="saved population")),
                ("options", models.JSONField(default=dict, verbose_name="options as typed")),
                ("title", models.TextField(verbose_name="title")),
                ("population", models.TextField(verbose_name="population in words")),
                (
                    "day",
                    models.DateField(help_text="Last day, in UTC, whose acceptances count", verbose_name="lock point"),
                ),
                ("registry_version", models.CharField(max_length=40, verbose_name="version of the registry")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of the rows behind it")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of its JSON")),
                ("populations", models.JSONField(default=list)),
                ("rows", models.BinaryField()),
                ("cases", models.PositiveIntegerField(verbose_name="cases behind it")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="frozen at")),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="frozen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen run",
                "ordering": ("-at", "-pk"),
                "default_permissions": ("add", "view"),
            },
        ),
        migrations.CreateModel(
            name="ReportRunFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=20, verbose_name="form")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("content", models.BinaryField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.reportrun"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a frozen run",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("run", "form"), name="reportrunfile_key")],
            },
        ),
        migrations.RunSQL(audit_triggers(TABLES[:1]), drop_audit_triggers(TABLES[:1])),
        migrations.RunSQL(insert_only_triggers(TABLES), drop_insert_only_triggers(TABLES)),
    ]
