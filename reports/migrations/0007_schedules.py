"""Reports that are frozen at the beginning of each week or month."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cases.database.audit import audit_triggers, drop_audit_triggers

TABLES = ["reports_schedule", "reports_schedule_recipients"]


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_frozen_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=40, verbose_name="report")),
                ("asked", models.JSONField(default=dict, verbose_name="population as typed")),
                ("options", models.JSONField(default=dict, verbose_name="options as typed")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "Weekly, on Monday"), ("monthly", "Monthly, on the first day")],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "next_on",
                    models.DateField(
                        help_text="Day on which it is due; the day before is its lock point", verbose_name="next"
                    ),
                ),
                (
                    "problem",
                    models.TextField(blank=True, default="", verbose_name="why it could not be made the last time"),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "last_run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.reportrun",
                        verbose_name="last run",
                    ),
                ),
                (
                    "recipients",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="who is told"
                    ),
                ),
            ],
            options={
                "verbose_name": "scheduled report",
                "ordering": ("next_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["weekly", "monthly"])), name="schedule_rhythm"
                    )
                ],
            },
        ),
        migrations.RunSQL(audit_triggers(TABLES), drop_audit_triggers(TABLES)),
    ]
