"""What readers see: publications and their figures, only ever added."""

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

TABLES = ["reports_publication", "reports_readertopic"]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_audit_trail"),
        ("reports", "0004_comparable_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.DateField(
                        help_text="Last day, in UTC, whose acceptances count", unique=True, verbose_name="lock point"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="published at"
                    ),
                ),
                ("threshold", models.PositiveSmallIntegerField(editable=False, verbose_name="counts below are hidden")),
                (
                    "registry_version",
                    models.CharField(editable=False, max_length=40, verbose_name="version of the registry"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "ordering": ("-day",),
                "permissions": [("publish_figures", "Publish the readers' figures")],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ReaderTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drug", models.CharField(blank=True, default="", max_length=250)),
                ("reaction", models.CharField(blank=True, default="", max_length=250)),
                ("counted", models.DateField()),
                ("reported", models.JSONField(default=list)),
                ("published", models.JSONField(default=list)),
                ("names", models.JSONField(default=list)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="reports.publication"
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a publication",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "drug", "reaction"), name="readertopic_key")
                ],
            },
        ),
        migrations.RunSQL(audit_triggers(TABLES[:1]), drop_audit_triggers(TABLES[:1])),
        migrations.RunSQL(insert_only_triggers(TABLES), drop_insert_only_triggers(TABLES)),
    ]
