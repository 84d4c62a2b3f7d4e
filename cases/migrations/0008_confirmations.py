"""Doubts about values that the reporter confirmed with a reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("cases", "0002_promises_of_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, verbose_name="kind of doubt")),
                ("path", models.CharField(max_length=200, verbose_name="field")),
                ("value", models.TextField(blank=True, default="", verbose_name="value as shown")),
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
                (
                    "centre",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.centre"),
                ),
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
    ]
