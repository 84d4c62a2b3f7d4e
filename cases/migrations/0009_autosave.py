"""Text that was typed and not saved yet, and the revisions of a draft."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
                ("raw", models.TextField(blank=True, default="")),
                ("saved", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now=True, verbose_name="typed")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.centre"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
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
                ("content", models.TextField(blank=True, default="")),
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
                (
                    "centre",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.centre"),
                ),
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
    ]
