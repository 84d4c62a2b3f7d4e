"""Published figures: their sources, the figures, and the cases they share."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables and their constraints."""

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "Primary paper"),
                            ("guidance", "Guidance text written by AI, not yet reviewed"),
                        ],
                        default="primary",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("citation", models.TextField(verbose_name="citation")),
            ],
            options={
                "verbose_name": "published source",
                "ordering": ("key",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["primary", "guidance"])), name="source_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                (
                    "series",
                    models.CharField(
                        help_text="Who counted, as it stands in reports: VigiBase as published",
                        max_length=80,
                        verbose_name="series",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Order in reports", verbose_name="position"),
                ),
                ("place", models.CharField(max_length=300, verbose_name="place in the source")),
                (
                    "original",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="When the source cites another work",
                        verbose_name="where the source has it from",
                    ),
                ),
                ("population", models.TextField(verbose_name="population in words")),
                ("drug", models.CharField(blank=True, default="", max_length=250, verbose_name="drug")),
                ("reaction", models.CharField(blank=True, default="", max_length=250, verbose_name="reaction")),
                (
                    "indication_groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="Several when the source counts them together; none for all indications",
                        size=None,
                        verbose_name="indication groups",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("reports", "Row of reports by outcome"),
                            ("count", "Count"),
                            ("proportion", "Proportion (numerator of denominator)"),
                            ("value", "Single value, such as a mean or median, with its spread"),
                            ("range", "Range (low to high)"),
                            ("statement", "Statement in words"),
                        ],
                        max_length=20,
                        verbose_name="measure",
                    ),
                ),
                ("of_what", models.CharField(max_length=200, verbose_name="what is measured")),
                ("reports", models.PositiveIntegerField(blank=True, null=True, verbose_name="reports")),
                (
                    "two_infusions",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="after two infusions"),
                ),
                ("recovered", models.PositiveIntegerField(blank=True, null=True, verbose_name="recovered")),
                ("died", models.PositiveIntegerField(blank=True, null=True, verbose_name="died")),
                ("not_told", models.PositiveIntegerField(blank=True, null=True, verbose_name="outcome not told")),
                ("numerator", models.PositiveIntegerField(blank=True, null=True, verbose_name="numerator")),
                ("denominator", models.PositiveIntegerField(blank=True, null=True, verbose_name="denominator")),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="value"),
                ),
                (
                    "low",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="low"),
                ),
                (
                    "high",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="high"),
                ),
                ("unit", models.CharField(blank=True, default="", max_length=50, verbose_name="unit")),
                (
                    "derived",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reports", "reports"),
                                ("two_infusions", "after two infusions"),
                                ("recovered", "recovered"),
                                ("died", "died"),
                                ("not_told", "outcome not told"),
                                ("numerator", "numerator"),
                                ("denominator", "denominator"),
                                ("value", "value"),
                                ("low", "low"),
                                ("high", "high"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Fields that the source does not print but that follow from what it prints",
                        size=None,
                        verbose_name="derived fields",
                    ),
                ),
                (
                    "at_least",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reports", "reports"),
                                ("two_infusions", "after two infusions"),
                                ("recovered", "recovered"),
                                ("died", "died"),
                                ("not_told", "outcome not told"),
                                ("numerator", "numerator"),
                                ("denominator", "denominator"),
                                ("value", "value"),
                                ("low", "low"),
                                ("high", "high"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Fields whose true number may be higher",
                        size=None,
                        verbose_name="lower bounds",
                    ),
                ),
                ("derivation", models.TextField(blank=True, default="", verbose_name="how these follow")),
                (
                    "note",
                    models.TextField(
                        blank=True, default="", help_text="Printed with the figure in reports", verbose_name="note"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="reports.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "published figure",
                "ordering": ("position", "key"),
            },
        ),
        migrations.CreateModel(
            name="Overlap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_identifier", models.CharField(max_length=100, verbose_name="case number")),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "stated by the source"), ("inferred", "inferred")],
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overlaps",
                        to="reports.publishedfigure",
                    ),
                ),
            ],
            options={
                "verbose_name": "overlap with a case",
                "ordering": ("figure", "case_identifier"),
                "constraints": [
                    models.UniqueConstraint(fields=("figure", "case_identifier"), name="overlap_key"),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["stated", "inferred"])), name="overlap_basis"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["reports", "count", "proportion", "value", "range", "statement"])),
                name="publishedfigure_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "reports"), _negated=True), ("reports__isnull", False), _connector="OR"
                ),
                name="publishedfigure_reports",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("two_infusions__isnull", True),
                    ("reports__isnull", True),
                    ("two_infusions__lte", models.F("reports")),
                    _connector="OR",
                ),
                name="publishedfigure_two_infusions",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recovered__isnull", True),
                    ("reports__isnull", True),
                    ("recovered__lte", models.F("reports")),
                    _connector="OR",
                ),
                name="publishedfigure_recovered",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("died__isnull", True),
                    ("reports__isnull", True),
                    ("died__lte", models.F("reports")),
                    _connector="OR",
                ),
                name="publishedfigure_died",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("not_told__isnull", True),
                    ("reports__isnull", True),
                    ("not_told__lte", models.F("reports")),
                    _connector="OR",
                ),
                name="publishedfigure_not_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", "proportion"), _negated=True),
                    models.Q(
                        ("denominator__isnull", False),
                        ("numerator__isnull", False),
                        ("numerator__lte", models.F("denominator")),
                    ),
                    _connector="OR",
                ),
                name="publishedfigure_proportion",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low__isnull", True), ("high__isnull", True), ("low__lte", models.F("high")), _connector="OR"
                ),
                name="publishedfigure_low_high",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_least", []), ("derived", [])),
                    models.Q(("derivation", ""), _negated=True),
                    _connector="OR",
                ),
                name="publishedfigure_derivation",
            ),
        ),
    ]
