"""The tables of the case record."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("identifier", models.CharField(max_length=100, unique=True, verbose_name="case number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reaction", "Suspected adverse reaction"),
                            ("comparator", "Comparator episode, no suspect drug"),
                        ],
                        default="reaction",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("centre", "Reported by a centre"),
                            ("literature", "Published literature"),
                            ("imported", "Imported from another system"),
                        ],
                        default="centre",
                        max_length=20,
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "ordering": ("identifier",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reaction", "comparator"])), name="case_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["centre", "literature", "imported"])), name="case_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identifier", ""), _negated=True), name="case_identifier"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Centre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Two letters, such as NO",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "centre",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "ichicsr"),
                            ("2", "cticsr"),
                            ("3", "psuricsr"),
                            ("4", "backlogicsr"),
                            ("5", "dsuricsr"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Type of messages",
                    ),
                ),
                ("identifier", models.CharField(blank=True, default="", max_length=100, verbose_name="Batch number")),
                ("sender", models.CharField(blank=True, default="", max_length=60, verbose_name="Batch sender")),
                ("receiver", models.CharField(blank=True, default="", max_length=60, verbose_name="Batch receiver")),
                (
                    "transmitted",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Batch transmission"),
                ),
            ],
            options={
                "verbose_name": "Batch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("message_type__in", ["", "1", "2", "3", "4", "5"])),
                        name="batch_message_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("transmitted", ""),
                            (
                                "transmitted__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="batch_transmitted_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("submitted", "Submitted"), ("accepted", "Accepted")],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="submitted")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="cases.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "case version",
                "ordering": ("case", "number"),
                "indexes": [models.Index(fields=["case", "-accepted_at"], name="caseversion_accepted")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="caseversion_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("case",), name="caseversion_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "accepted"])), name="caseversion_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("state", "draft"), ("submitted_at", None)),
                            models.Q(("accepted_at", None), ("state", "submitted"), ("submitted_at__isnull", False)),
                            models.Q(
                                ("accepted_at__isnull", False), ("state", "accepted"), ("submitted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="caseversion_state_times",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseSummary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("summary", models.TextField(blank=True, default="", max_length=100000, verbose_name="Summary")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Three letters, such as nor",
                        max_length=3,
                        verbose_name="Language",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Summary in another language",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="casesummary_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseIdentifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("source", models.CharField(blank=True, default="", max_length=100, verbose_name="Whose number it is")),
                ("identifier", models.CharField(blank=True, default="", max_length=100, verbose_name="Number")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Other case number",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="caseidentifier_key")],
            },
        ),
        migrations.CreateModel(
            name="CaseFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sex", models.CharField(blank=True, default="", max_length=10)),
                ("age_years", cases.models.fields.NumericField(null=True)),
                ("age_band", models.CharField(blank=True, default="", max_length=20)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("country_basis", models.CharField(blank=True, default="", max_length=20)),
                ("continent", models.CharField(blank=True, default="", max_length=20)),
                ("received_year", models.PositiveSmallIntegerField(null=True)),
                ("serious", models.BooleanField(null=True)),
                ("nullified", models.BooleanField(default=False)),
                ("diagnosis", models.CharField(blank=True, default="", max_length=100)),
                (
                    "treatments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("intensive_care", models.BooleanField(null=True)),
                ("alive_after_one_year", models.BooleanField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="cases.caseversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "facts of a version",
            },
        ),
        migrations.CreateModel(
            name="Care",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[("none", "No treatment was given"), ("given", "Treatment was given")],
                        default="",
                        max_length=20,
                        verbose_name="Treatment of the reaction",
                    ),
                ),
                (
                    "treatment_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Treatment of the reaction: why not known",
                    ),
                ),
                (
                    "hospital_days",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Days in hospital"),
                ),
                ("intensive_care", models.BooleanField(blank=True, null=True, verbose_name="Intensive care")),
                (
                    "intensive_care_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Intensive care: why not known",
                    ),
                ),
                (
                    "intensive_care_days",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Days in intensive care"),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Care",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="care_key"),
                    models.CheckConstraint(
                        condition=models.Q(("treatment__in", ["", "none", "given"])), name="care_treatment_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("treatment_nf", ""),
                            models.Q(("treatment_nf__in", ["UNK", "NASK"]), ("treatment", "")),
                            _connector="OR",
                        ),
                        name="care_treatment_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hospital_days__gte", 0)), name="care_hospital_days_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intensive_care_nf", ""),
                            models.Q(
                                ("intensive_care_nf__in", ["UNK", "NASK"]),
                                models.Q(("intensive_care__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_intensive_care_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("intensive_care_days__gte", 0)), name="care_intensive_care_days_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bronchoscopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[("done", "Done"), ("attempted", "Attempted, not completed"), ("not_done", "Not done")],
                        default="",
                        max_length=20,
                        verbose_name="Done?",
                    ),
                ),
                (
                    "status_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Done?: why not known",
                    ),
                ),
                (
                    "why_not",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="Why not done or not completed"
                    ),
                ),
                ("date", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date")),
                (
                    "after_onset_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Time after onset"),
                ),
                (
                    "after_onset_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Time after onset: unit"),
                ),
                (
                    "aliquots",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bloodier", "Progressively bloodier"),
                            ("persistent", "Persistently bloody"),
                            ("clearing", "Clearing"),
                            ("not_bloody", "Not bloody"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Successive aliquots",
                    ),
                ),
                (
                    "aliquots_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Successive aliquots: why not known",
                    ),
                ),
                (
                    "macrophages_pct",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Macrophages (%)"),
                ),
                (
                    "neutrophils_pct",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Neutrophils (%)"),
                ),
                (
                    "lymphocytes_pct",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Lymphocytes (%)"),
                ),
                (
                    "eosinophils_pct",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Eosinophils (%)"),
                ),
                (
                    "siderophages",
                    models.CharField(
                        blank=True,
                        choices=[("present", "Present"), ("absent", "Absent"), ("not_looked_for", "Not looked for")],
                        default="",
                        max_length=20,
                        verbose_name="Macrophages with haemosiderin",
                    ),
                ),
                (
                    "siderophages_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Macrophages with haemosiderin: why not known",
                    ),
                ),
                (
                    "siderophages_pct",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Macrophages with haemosiderin (%)"
                    ),
                ),
                (
                    "microbiology",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Microbiology"),
                ),
                ("cytology", models.TextField(blank=True, default="", max_length=2000, verbose_name="Cytology")),
                ("capillaritis", models.BooleanField(blank=True, null=True, verbose_name="Capillaritis in a biopsy")),
                (
                    "capillaritis_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Capillaritis in a biopsy: why not known",
                    ),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bronchoscopy and lavage",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="bronchoscopy_key"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["", "done", "attempted", "not_done"])),
                        name="bronchoscopy_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status_nf", ""),
                            models.Q(("status_nf__in", ["UNK", "NASK"]), ("status", "")),
                            _connector="OR",
                        ),
                        name="bronchoscopy_status_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="bronchoscopy_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_onset_value__gte", 0)), name="bronchoscopy_after_onset_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aliquots__in", ["", "bloodier", "persistent", "clearing", "not_bloody"])),
                        name="bronchoscopy_aliquots_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("aliquots_nf", ""),
                            models.Q(("aliquots_nf__in", ["UNK", "NASK"]), ("aliquots", "")),
                            _connector="OR",
                        ),
                        name="bronchoscopy_aliquots_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("macrophages_pct__gte", 0), ("macrophages_pct__lte", 100)),
                        name="bronchoscopy_macrophages_pct_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("neutrophils_pct__gte", 0), ("neutrophils_pct__lte", 100)),
                        name="bronchoscopy_neutrophils_pct_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lymphocytes_pct__gte", 0), ("lymphocytes_pct__lte", 100)),
                        name="bronchoscopy_lymphocytes_pct_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eosinophils_pct__gte", 0), ("eosinophils_pct__lte", 100)),
                        name="bronchoscopy_eosinophils_pct_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("siderophages__in", ["", "present", "absent", "not_looked_for"])),
                        name="bronchoscopy_siderophages_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("siderophages_nf", ""),
                            models.Q(("siderophages_nf__in", ["UNK", "NASK"]), ("siderophages", "")),
                            _connector="OR",
                        ),
                        name="bronchoscopy_siderophages_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("siderophages_pct__gte", 0), ("siderophages_pct__lte", 100)),
                        name="bronchoscopy_siderophages_pct_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capillaritis_nf", ""),
                            models.Q(
                                ("capillaritis_nf__in", ["UNK", "NASK"]),
                                models.Q(("capillaritis__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="bronchoscopy_capillaritis_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AutopsyCause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Cause, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Cause, coded: version"),
                ),
                ("verbatim", models.CharField(blank=True, default="", max_length=250, verbose_name="Cause, in words")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Cause of death at autopsy",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="autopsycause_key")],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("drug", models.PositiveIntegerField(blank=True, null=True, verbose_name="Drug")),
                ("reaction", models.PositiveIntegerField(blank=True, null=True, verbose_name="Reaction")),
                ("source", models.CharField(blank=True, default="", max_length=60, verbose_name="Who judged")),
                ("method", models.CharField(blank=True, default="", max_length=60, verbose_name="Method")),
                ("result", models.CharField(blank=True, default="", max_length=60, verbose_name="Result")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Causality",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="assessment_key")],
            },
        ),
        migrations.CreateModel(
            name="CauseOfDeath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Cause, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Cause, coded: version"),
                ),
                ("verbatim", models.CharField(blank=True, default="", max_length=250, verbose_name="Cause, in words")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Reported cause of death",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="causeofdeath_key")],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="cases.centre",
                verbose_name="centre",
            ),
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("drug", models.PositiveIntegerField(blank=True, null=True, verbose_name="Drug")),
                ("course", models.IntegerField(blank=True, null=True, verbose_name="Course number")),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "after_previous_value",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Time after the previous course"
                    ),
                ),
                (
                    "after_previous_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Time after the previous course: unit"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        blank=True,
                        choices=[("inpatient", "In hospital"), ("day_care", "Day care")],
                        default="",
                        max_length=20,
                        verbose_name="Where",
                    ),
                ),
                (
                    "setting_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Where: why not known",
                    ),
                ),
                (
                    "retreatment",
                    models.BooleanField(blank=True, null=True, verbose_name="Given again after the reaction"),
                ),
                (
                    "retreatment_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Given again after the reaction: why not known",
                    ),
                ),
                ("prophylaxis", models.CharField(blank=True, default="", max_length=500, verbose_name="Prophylaxis")),
                ("monitoring", models.TextField(blank=True, default="", max_length=1000, verbose_name="Monitoring")),
                ("recurred", models.BooleanField(blank=True, null=True, verbose_name="The reaction came back")),
                (
                    "recurred_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="The reaction came back: why not known",
                    ),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=1000, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Course",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="course_key"),
                    models.CheckConstraint(condition=models.Q(("course__gte", 1)), name="course_course_range"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="course_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_previous_value__gte", 0)), name="course_after_previous_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("setting__in", ["", "inpatient", "day_care"])), name="course_setting_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("setting_nf", ""),
                            models.Q(("setting_nf__in", ["UNK", "NASK"]), ("setting", "")),
                            _connector="OR",
                        ),
                        name="course_setting_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retreatment_nf", ""),
                            models.Q(
                                ("retreatment_nf__in", ["UNK", "NASK"]),
                                models.Q(("retreatment__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="course_retreatment_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recurred_nf", ""),
                            models.Q(
                                ("recurred_nf__in", ["UNK", "NASK"]),
                                models.Q(("recurred__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="course_recurred_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Death",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date of death")),
                (
                    "date_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Date of death: why not known",
                    ),
                ),
                ("autopsy", models.BooleanField(blank=True, null=True, verbose_name="Autopsy done")),
                (
                    "autopsy_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked"), ("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Autopsy done: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Death",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="death_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="death_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_nf", ""),
                            models.Q(("date_nf__in", ["MSK", "ASKU", "NASK"]), ("date", "")),
                            _connector="OR",
                        ),
                        name="death_date_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("autopsy_nf", ""),
                            models.Q(
                                ("autopsy_nf__in", ["ASKU", "NASK", "UNK"]),
                                models.Q(("autopsy__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="death_autopsy_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("description", models.TextField(blank=True, default="", max_length=2000, verbose_name="Document")),
                ("included_content", models.BinaryField(blank=True, null=True, verbose_name="File")),
                (
                    "included_media_type",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="File: type"),
                ),
                (
                    "included_file_name",
                    models.CharField(blank=True, default="", max_length=255, verbose_name="File: name"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Document",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="document_key")],
            },
        ),
        migrations.CreateModel(
            name="Drug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Suspect"),
                            ("2", "Concomitant"),
                            ("3", "Interacting"),
                            ("4", "Drug not administered"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Role",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Drug, as reported")),
                (
                    "action_taken",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Drug withdrawn"),
                            ("2", "Dose reduced"),
                            ("3", "Dose increased"),
                            ("4", "Dose not changed"),
                            ("0", "Unknown"),
                            ("9", "Not applicable"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="What was done with the drug",
                    ),
                ),
                (
                    "country_obtained",
                    models.CharField(
                        blank=True, default="", max_length=2, verbose_name="Country where it was obtained"
                    ),
                ),
                (
                    "authorisation_number",
                    models.CharField(blank=True, default="", max_length=35, verbose_name="Authorisation number"),
                ),
                (
                    "authorisation_country",
                    models.CharField(blank=True, default="", max_length=2, verbose_name="Country of authorisation"),
                ),
                (
                    "holder",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Holder of the authorisation"),
                ),
                (
                    "cumulative_dose_value",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Total dose until the first reaction"
                    ),
                ),
                (
                    "cumulative_dose_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Total dose until the first reaction: unit"
                    ),
                ),
                (
                    "gestation_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Gestation at exposure"),
                ),
                (
                    "gestation_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Gestation at exposure: unit"),
                ),
                ("blinded", models.BooleanField(blank=True, null=True, verbose_name="Blinded study drug")),
                (
                    "additional_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1", "Counterfeit"),
                                ("2", "Overdose"),
                                ("3", "Drug taken by the father"),
                                ("4", "Taken after its expiry date"),
                                ("5", "Batch tested, within specification"),
                                ("6", "Batch tested, not within specification"),
                                ("7", "Medication error"),
                                ("8", "Misuse"),
                                ("9", "Abuse"),
                                ("10", "Exposure at work"),
                                ("11", "Off-label use"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="More about the drug, coded",
                    ),
                ),
                (
                    "additional_text",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="More about the drug"),
                ),
                (
                    "mpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Medicinal product identifier"
                    ),
                ),
                (
                    "mpid_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Medicinal product identifier: version"
                    ),
                ),
                (
                    "phpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Pharmaceutical product identifier"
                    ),
                ),
                (
                    "phpid_version",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="Pharmaceutical product identifier: version",
                    ),
                ),
                (
                    "other_role",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Similar device")],
                        default="",
                        max_length=20,
                        verbose_name="FDA: other role",
                    ),
                ),
                (
                    "fda_information",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Test"),
                            ("2", "Reference"),
                            ("3", "Bulk ingredient"),
                            ("4", "Bulk ingredient for prescription compounding"),
                            ("5", "Unapproved, made for a private label distributor"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="FDA: more about the drug",
                    ),
                ),
                (
                    "fda_information_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NA", "not applicable")],
                        default="",
                        max_length=4,
                        verbose_name="FDA: more about the drug: why not known",
                    ),
                ),
                (
                    "product_category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("C102834", "Convenience kit or co-package"),
                            ("C102835", "Prefilled drug delivery device"),
                            ("C102836", "Prefilled biologic delivery device"),
                            ("C102837", "Device combined with drug"),
                            ("C102838", "Device combined with biologic"),
                            ("C102839", "Drug and biologic"),
                            ("C102840", "Separate products that need cross labelling"),
                            ("C102841", "Possible combination by cross labelling"),
                            ("C102842", "Other combination product"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="FDA: combination product",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Drug",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="drug_key"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["", "1", "2", "3", "4"])), name="drug_role_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action_taken__in", ["", "1", "2", "3", "4", "0", "9"])),
                        name="drug_action_taken_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cumulative_dose_value__gte", 0)), name="drug_cumulative_dose_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gestation_value__gte", 0)), name="drug_gestation_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_role__in", ["", "1"])), name="drug_other_role_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fda_information__in", ["", "1", "2", "3", "4", "5"])),
                        name="drug_fda_information_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fda_information_nf", ""),
                            models.Q(("fda_information_nf__in", ["NA"]), ("fda_information", "")),
                            _connector="OR",
                        ),
                        name="drug_fda_information_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "product_category__in",
                                [
                                    "",
                                    "C102834",
                                    "C102835",
                                    "C102836",
                                    "C102837",
                                    "C102838",
                                    "C102839",
                                    "C102840",
                                    "C102841",
                                    "C102842",
                                ],
                            )
                        ),
                        name="drug_product_category_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dosage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("dose_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Dose")),
                ("dose_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Dose: unit")),
                ("interval_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Every")),
                ("interval_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Every: unit")),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Last given")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Last given: why not known",
                    ),
                ),
                ("duration_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Duration")),
                (
                    "duration_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Duration: unit"),
                ),
                ("batch", models.CharField(blank=True, default="", max_length=35, verbose_name="Batch")),
                (
                    "dosage_text",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Dosage, in words"),
                ),
                ("route_text", models.CharField(blank=True, default="", max_length=60, verbose_name="Route, in words")),
                (
                    "route_text_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked"), ("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Route, in words: why not known",
                    ),
                ),
                ("route_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Route, coded")),
                (
                    "route_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Route, coded: version"),
                ),
                (
                    "form_text",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Dose form, in words"),
                ),
                (
                    "form_text_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked"), ("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Dose form, in words: why not known",
                    ),
                ),
                (
                    "form_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Dose form, coded"),
                ),
                (
                    "form_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Dose form, coded: version"),
                ),
                (
                    "parent_route_text",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Parent's route, in words"),
                ),
                (
                    "parent_route_text_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked"), ("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Parent's route, in words: why not known",
                    ),
                ),
                (
                    "parent_route_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Parent's route, coded"),
                ),
                (
                    "parent_route_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Parent's route, coded: version"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_rows", to="cases.drug"
                    ),
                ),
            ],
            options={
                "verbose_name": "Dosage",
                "ordering": ("drug", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("drug", "number"), name="dosage_key"),
                    models.CheckConstraint(condition=models.Q(("dose_value__gte", 0)), name="dosage_dose_range"),
                    models.CheckConstraint(
                        condition=models.Q(("interval_value__gte", 0)), name="dosage_interval_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="dosage_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="dosage_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="dosage_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="dosage_end_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duration_value__gte", 0)), name="dosage_duration_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("route_text_nf", ""),
                            models.Q(("route_text_nf__in", ["ASKU", "NASK", "UNK"]), ("route_text", "")),
                            _connector="OR",
                        ),
                        name="dosage_route_text_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("form_text_nf", ""),
                            models.Q(("form_text_nf__in", ["ASKU", "NASK", "UNK"]), ("form_text", "")),
                            _connector="OR",
                        ),
                        name="dosage_form_text_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent_route_text_nf", ""),
                            models.Q(("parent_route_text_nf__in", ["ASKU", "NASK", "UNK"]), ("parent_route_text", "")),
                            _connector="OR",
                        ),
                        name="dosage_parent_route_text_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("malfunction", models.BooleanField(blank=True, null=True, verbose_name="FDA: malfunction")),
                (
                    "follow_up_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1", "Correction"),
                                ("2", "Additional information"),
                                ("3", "Response to a request of FDA"),
                                ("4", "Device evaluation"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="FDA: type of follow-up",
                    ),
                ),
                (
                    "problem_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=7),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="FDA: device problem codes",
                    ),
                ),
                ("brand_name", models.CharField(blank=True, default="", max_length=80, verbose_name="FDA: brand name")),
                (
                    "brand_name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="FDA: brand name: why not known",
                    ),
                ),
                (
                    "common_name",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="FDA: common name"),
                ),
                (
                    "common_name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="FDA: common name: why not known",
                    ),
                ),
                (
                    "product_code",
                    models.CharField(blank=True, default="", max_length=10, verbose_name="FDA: product code"),
                ),
                (
                    "manufacturer",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="FDA: manufacturer"),
                ),
                (
                    "manufacturer_address",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="FDA: manufacturer's address"
                    ),
                ),
                (
                    "manufacturer_city",
                    models.CharField(blank=True, default="", max_length=35, verbose_name="FDA: manufacturer's city"),
                ),
                (
                    "manufacturer_state",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="FDA: manufacturer's state"),
                ),
                (
                    "manufacturer_country",
                    models.CharField(blank=True, default="", max_length=2, verbose_name="FDA: manufacturer's country"),
                ),
                (
                    "usage",
                    models.CharField(
                        blank=True,
                        choices=[("1", "First use of the device"), ("2", "Reuse"), ("3", "Unknown")],
                        default="",
                        max_length=20,
                        verbose_name="FDA: usage",
                    ),
                ),
                (
                    "lot_number",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="FDA: lot number"),
                ),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Health professional"), ("2", "Lay user or patient"), ("3", "Other")],
                        default="",
                        max_length=20,
                        verbose_name="FDA: operator",
                    ),
                ),
                (
                    "remedial_actions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1", "Recall"),
                                ("2", "Repair"),
                                ("3", "Replacement"),
                                ("4", "Relabelling"),
                                ("5", "Notification"),
                                ("6", "Inspection"),
                                ("7", "Patient monitoring"),
                                ("8", "Modification or adjustment"),
                                ("9", "Other"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="FDA: remedial actions",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_rows", to="cases.drug"
                    ),
                ),
            ],
            options={
                "verbose_name": "Device",
                "ordering": ("drug", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("drug", "number"), name="device_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("brand_name_nf", ""),
                            models.Q(("brand_name_nf__in", ["NI"]), ("brand_name", "")),
                            _connector="OR",
                        ),
                        name="device_brand_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("common_name_nf", ""),
                            models.Q(("common_name_nf__in", ["NI"]), ("common_name", "")),
                            _connector="OR",
                        ),
                        name="device_common_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("usage__in", ["", "1", "2", "3"])), name="device_usage_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("operator__in", ["", "1", "2", "3"])), name="device_operator_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrugReaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("drug", models.PositiveIntegerField(blank=True, null=True, verbose_name="Drug")),
                ("reaction", models.PositiveIntegerField(blank=True, null=True, verbose_name="Reaction")),
                (
                    "from_first_value",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Time from start of the first dose to onset"
                    ),
                ),
                (
                    "from_first_unit",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=50,
                        verbose_name="Time from start of the first dose to onset: unit",
                    ),
                ),
                (
                    "from_last_value",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Time from last dose to onset"
                    ),
                ),
                (
                    "from_last_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Time from last dose to onset: unit"
                    ),
                ),
                ("onset_course", models.IntegerField(blank=True, null=True, verbose_name="Course in which it began")),
                (
                    "onset_after_infusion",
                    models.IntegerField(blank=True, null=True, verbose_name="Last infusion before onset (number)"),
                ),
                (
                    "onset_day_earliest",
                    models.IntegerField(
                        blank=True,
                        help_text="Day 1 is the day of the first infusion of the course",
                        null=True,
                        verbose_name="Day of the course, earliest",
                    ),
                ),
                (
                    "onset_day_latest",
                    models.IntegerField(blank=True, null=True, verbose_name="Day of the course, latest"),
                ),
                (
                    "onset_text",
                    models.CharField(
                        blank=True, default="", max_length=500, verbose_name="Onset, in the reporter's words"
                    ),
                ),
                (
                    "dechallenge",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "Got better after the drug was stopped"),
                            ("negative", "Did not get better after the drug was stopped"),
                            ("not_stopped", "Drug not stopped"),
                            ("not_assessable", "Cannot be judged"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="After the drug was stopped",
                    ),
                ),
                (
                    "dechallenge_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="After the drug was stopped: why not known",
                    ),
                ),
                (
                    "rechallenge",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Given again, the reaction came back"),
                            ("2", "Given again, the reaction did not come back"),
                            ("3", "Given again, result unknown"),
                            ("4", "Not given again"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="When the drug was given again",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Drug and reaction",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="drugreaction_key"),
                    models.CheckConstraint(
                        condition=models.Q(("from_first_value__gte", 0)), name="drugreaction_from_first_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_last_value__gte", 0)), name="drugreaction_from_last_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("onset_course__gte", 1)), name="drugreaction_onset_course_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("onset_after_infusion__gte", 0)),
                        name="drugreaction_onset_after_infusion_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dechallenge__in", ["", "positive", "negative", "not_stopped", "not_assessable"])
                        ),
                        name="drugreaction_dechallenge_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dechallenge_nf", ""),
                            models.Q(("dechallenge_nf__in", ["UNK", "NASK"]), ("dechallenge", "")),
                            _connector="OR",
                        ),
                        name="drugreaction_dechallenge_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rechallenge__in", ["", "1", "2", "3", "4"])),
                        name="drugreaction_rechallenge_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(blank=True, default="", max_length=60, verbose_name="Series")),
                (
                    "patient_in_series",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="Patient in the series"),
                ),
                ("episode", models.IntegerField(blank=True, null=True, verbose_name="Episode of this patient")),
                (
                    "diagnosis",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Underlying diagnosis"),
                ),
                (
                    "age_at_diagnosis",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Age at diagnosis (years)"),
                ),
                (
                    "first_manifestation",
                    models.BooleanField(blank=True, null=True, verbose_name="First sign of the disease"),
                ),
                (
                    "first_manifestation_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="First sign of the disease: why not known",
                    ),
                ),
                (
                    "symptoms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Symptoms",
                    ),
                ),
                (
                    "symptoms_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Symptoms: why not known",
                    ),
                ),
                ("asymptomatic", models.BooleanField(blank=True, null=True, verbose_name="No symptoms")),
                (
                    "asymptomatic_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="No symptoms: why not known",
                    ),
                ),
                ("haemoglobin_fell", models.BooleanField(blank=True, null=True, verbose_name="Haemoglobin fell")),
                (
                    "haemoglobin_fell_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Haemoglobin fell: why not known",
                    ),
                ),
                (
                    "other_manifestations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Other manifestations",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Comparator episode",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="episode_key"),
                    models.CheckConstraint(condition=models.Q(("episode__gte", 1)), name="episode_episode_range"),
                    models.CheckConstraint(
                        condition=models.Q(("age_at_diagnosis__gte", 0)), name="episode_age_at_diagnosis_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_manifestation_nf", ""),
                            models.Q(
                                ("first_manifestation_nf__in", ["UNK", "NASK"]),
                                models.Q(("first_manifestation__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="episode_first_manifestation_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("symptoms_nf", ""),
                            models.Q(("symptoms_nf__in", ["UNK"]), ("symptoms", [])),
                            _connector="OR",
                        ),
                        name="episode_symptoms_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asymptomatic_nf", ""),
                            models.Q(
                                ("asymptomatic_nf__in", ["UNK", "NASK"]),
                                models.Q(("asymptomatic__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="episode_asymptomatic_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("haemoglobin_fell_nf", ""),
                            models.Q(
                                ("haemoglobin_fell_nf__in", ["UNK", "NASK"]),
                                models.Q(("haemoglobin_fell__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="episode_haemoglobin_fell_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infection", "Infection"),
                            ("embolism", "Pulmonary embolism"),
                            ("cardiac", "Heart disease or lung oedema"),
                            ("autoimmune", "Autoimmune disease"),
                            ("coagulopathy", "Coagulation disorder"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Cause",
                    ),
                ),
                ("done", models.BooleanField(blank=True, null=True, verbose_name="Looked for")),
                (
                    "done_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Looked for: why not known",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("excluded", "Excluded"), ("found", "Found"), ("inconclusive", "Not conclusive")],
                        default="",
                        max_length=20,
                        verbose_name="Result",
                    ),
                ),
                (
                    "result_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Result: why not known",
                    ),
                ),
                ("basis", models.TextField(blank=True, default="", max_length=1000, verbose_name="How")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Other cause",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="exclusion_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause__in", ["", "infection", "embolism", "cardiac", "autoimmune", "coagulopathy"])
                        ),
                        name="exclusion_cause_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_nf", ""),
                            models.Q(
                                ("done_nf__in", ["UNK", "NASK"]), models.Q(("done__isnull", False), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="exclusion_done_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["", "excluded", "found", "inconclusive"])),
                        name="exclusion_result_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result_nf", ""),
                            models.Q(("result_nf__in", ["UNK", "NASK"]), ("result", "")),
                            _connector="OR",
                        ),
                        name="exclusion_result_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Imaging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "modality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ct", "CT"),
                            ("ctpa", "CT pulmonary angiography"),
                            ("hrct", "High-resolution CT"),
                            ("xray", "Chest X-ray"),
                            ("ultrasound", "Ultrasound"),
                            ("mri", "MRI"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Kind",
                    ),
                ),
                (
                    "modality_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Kind: why not known",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("before", "Before the drug"),
                            ("acute", "During the reaction"),
                            ("follow_up", "Follow-up"),
                            ("retreatment", "At retreatment"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="When, seen from the reaction",
                    ),
                ),
                ("date", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date")),
                (
                    "after_onset_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Time after onset"),
                ),
                (
                    "after_onset_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Time after onset: unit"),
                ),
                ("ground_glass", models.BooleanField(blank=True, null=True, verbose_name="Ground glass")),
                (
                    "ground_glass_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Ground glass: why not known",
                    ),
                ),
                ("consolidation", models.BooleanField(blank=True, null=True, verbose_name="Consolidation")),
                (
                    "consolidation_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Consolidation: why not known",
                    ),
                ),
                ("centrilobular", models.BooleanField(blank=True, null=True, verbose_name="Centrilobular")),
                (
                    "centrilobular_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Centrilobular: why not known",
                    ),
                ),
                ("bilateral", models.BooleanField(blank=True, null=True, verbose_name="Both lungs")),
                (
                    "bilateral_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Both lungs: why not known",
                    ),
                ),
                ("effusion", models.BooleanField(blank=True, null=True, verbose_name="Pleural effusion")),
                (
                    "effusion_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Pleural effusion: why not known",
                    ),
                ),
                ("embolism_excluded", models.BooleanField(blank=True, null=True, verbose_name="Embolism excluded")),
                (
                    "embolism_excluded_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Embolism excluded: why not known",
                    ),
                ),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[("complete", "Complete"), ("partial", "Partial"), ("none", "None")],
                        default="",
                        max_length=20,
                        verbose_name="Changes gone, compared with before",
                    ),
                ),
                (
                    "resolution_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Changes gone, compared with before: why not known",
                    ),
                ),
                (
                    "findings",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Findings, in words"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Imaging",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="imaging_key"),
                    models.CheckConstraint(
                        condition=models.Q(("modality__in", ["", "ct", "ctpa", "hrct", "xray", "ultrasound", "mri"])),
                        name="imaging_modality_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("modality_nf", ""),
                            models.Q(("modality_nf__in", ["UNK", "NASK"]), ("modality", "")),
                            _connector="OR",
                        ),
                        name="imaging_modality_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phase__in", ["", "before", "acute", "follow_up", "retreatment"])),
                        name="imaging_phase_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="imaging_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_onset_value__gte", 0)), name="imaging_after_onset_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground_glass_nf", ""),
                            models.Q(
                                ("ground_glass_nf__in", ["UNK", "NASK"]),
                                models.Q(("ground_glass__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_ground_glass_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consolidation_nf", ""),
                            models.Q(
                                ("consolidation_nf__in", ["UNK", "NASK"]),
                                models.Q(("consolidation__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_consolidation_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("centrilobular_nf", ""),
                            models.Q(
                                ("centrilobular_nf__in", ["UNK", "NASK"]),
                                models.Q(("centrilobular__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_centrilobular_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bilateral_nf", ""),
                            models.Q(
                                ("bilateral_nf__in", ["UNK", "NASK"]),
                                models.Q(("bilateral__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_bilateral_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effusion_nf", ""),
                            models.Q(
                                ("effusion_nf__in", ["UNK", "NASK"]),
                                models.Q(("effusion__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_effusion_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("embolism_excluded_nf", ""),
                            models.Q(
                                ("embolism_excluded_nf__in", ["UNK", "NASK"]),
                                models.Q(("embolism_excluded__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="imaging_embolism_excluded_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("resolution__in", ["", "complete", "partial", "none"])),
                        name="imaging_resolution_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution_nf", ""),
                            models.Q(("resolution_nf__in", ["UNK", "NASK"]), ("resolution", "")),
                            _connector="OR",
                        ),
                        name="imaging_resolution_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "verbatim",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Indication, in words"),
                ),
                (
                    "verbatim_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked"), ("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Indication, in words: why not known",
                    ),
                ),
                (
                    "term_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Indication, coded"),
                ),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Indication, coded: version"),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_rows", to="cases.drug"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Indication",
                "ordering": ("drug", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("drug", "number"), name="indication_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verbatim_nf", ""),
                            models.Q(("verbatim_nf__in", ["ASKU", "NASK", "UNK"]), ("verbatim", "")),
                            _connector="OR",
                        ),
                        name="indication_verbatim_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Infusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("course", models.IntegerField(blank=True, null=True, verbose_name="Course")),
                ("infusion", models.IntegerField(blank=True, null=True, verbose_name="Infusion")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "Planned"),
                            ("given", "Given"),
                            ("stopped", "Stopped early"),
                            ("withheld", "Withheld"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Given?",
                    ),
                ),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                ("dose_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Dose")),
                ("dose_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Dose: unit")),
                ("rate_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Rate")),
                ("rate_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Rate: unit")),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("001", "Auricular (otic)"),
                            ("002", "Buccal"),
                            ("003", "Cutaneous"),
                            ("004", "Dental"),
                            ("005", "Endocervical"),
                            ("006", "Endosinusial"),
                            ("007", "Endotracheal"),
                            ("008", "Epidural"),
                            ("009", "Extra-amniotic"),
                            ("010", "Haemodialysis"),
                            ("011", "Intra corpus cavernosum"),
                            ("012", "Intra-amniotic"),
                            ("013", "Intra-arterial"),
                            ("014", "Intra-articular"),
                            ("015", "Intra-uterine"),
                            ("016", "Intracardiac"),
                            ("017", "Intracavernous"),
                            ("018", "Intracerebral"),
                            ("019", "Intracervical"),
                            ("020", "Intracisternal"),
                            ("021", "Intracorneal"),
                            ("022", "Intracoronary"),
                            ("023", "Intradermal"),
                            ("024", "Intradiscal (intraspinal)"),
                            ("025", "Intrahepatic"),
                            ("026", "Intralesional"),
                            ("027", "Intralymphatic"),
                            ("028", "Intramedullar (bone marrow)"),
                            ("029", "Intrameningeal"),
                            ("030", "Intramuscular"),
                            ("031", "Intraocular"),
                            ("032", "Intrapericardial"),
                            ("033", "Intraperitoneal"),
                            ("034", "Intrapleural"),
                            ("035", "Intrasynovial"),
                            ("036", "Intratumor"),
                            ("037", "Intrathecal"),
                            ("038", "Intrathoracic"),
                            ("039", "Intratracheal"),
                            ("040", "Intravenous bolus"),
                            ("041", "Intravenous drip"),
                            ("042", "Intravenous (not otherwise specified)"),
                            ("043", "Intravesical"),
                            ("044", "Iontophoresis"),
                            ("045", "Nasal"),
                            ("046", "Occlusive dressing technique"),
                            ("047", "Ophthalmic"),
                            ("048", "Oral"),
                            ("049", "Oropharyngeal"),
                            ("050", "Other"),
                            ("051", "Parenteral"),
                            ("052", "Periarticular"),
                            ("053", "Perineural"),
                            ("054", "Rectal"),
                            ("055", "Respiratory (inhalation)"),
                            ("056", "Retrobulbar"),
                            ("057", "Subconjunctival"),
                            ("058", "Subcutaneous"),
                            ("059", "Subdermal"),
                            ("060", "Sublingual"),
                            ("061", "Topical"),
                            ("062", "Transdermal"),
                            ("063", "Transmammary"),
                            ("064", "Transplacental"),
                            ("065", "Unknown"),
                            ("066", "Urethral"),
                            ("067", "Vaginal"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Route",
                    ),
                ),
                (
                    "route_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Route: why not known",
                    ),
                ),
                ("batch", models.CharField(blank=True, default="", max_length=35, verbose_name="Batch")),
                (
                    "reason_withheld",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="Why not given"),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=1000, verbose_name="Comments")),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_rows", to="cases.drug"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Infusion",
                "ordering": ("drug", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("drug", "number"), name="infusion_key"),
                    models.CheckConstraint(condition=models.Q(("course__gte", 1)), name="infusion_course_range"),
                    models.CheckConstraint(condition=models.Q(("infusion__gte", 1)), name="infusion_infusion_range"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["", "planned", "given", "stopped", "withheld"])),
                        name="infusion_status_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="infusion_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="infusion_end_date",
                    ),
                    models.CheckConstraint(condition=models.Q(("dose_value__gte", 0)), name="infusion_dose_range"),
                    models.CheckConstraint(condition=models.Q(("rate_value__gte", 0)), name="infusion_rate_range"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "route__in",
                                [
                                    "",
                                    "001",
                                    "002",
                                    "003",
                                    "004",
                                    "005",
                                    "006",
                                    "007",
                                    "008",
                                    "009",
                                    "010",
                                    "011",
                                    "012",
                                    "013",
                                    "014",
                                    "015",
                                    "016",
                                    "017",
                                    "018",
                                    "019",
                                    "020",
                                    "021",
                                    "022",
                                    "023",
                                    "024",
                                    "025",
                                    "026",
                                    "027",
                                    "028",
                                    "029",
                                    "030",
                                    "031",
                                    "032",
                                    "033",
                                    "034",
                                    "035",
                                    "036",
                                    "037",
                                    "038",
                                    "039",
                                    "040",
                                    "041",
                                    "042",
                                    "043",
                                    "044",
                                    "045",
                                    "046",
                                    "047",
                                    "048",
                                    "049",
                                    "050",
                                    "051",
                                    "052",
                                    "053",
                                    "054",
                                    "055",
                                    "056",
                                    "057",
                                    "058",
                                    "059",
                                    "060",
                                    "061",
                                    "062",
                                    "063",
                                    "064",
                                    "065",
                                    "066",
                                    "067",
                                ],
                            )
                        ),
                        name="infusion_route_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("route_nf", ""),
                            models.Q(("route_nf__in", ["UNK", "NASK"]), ("route", "")),
                            _connector="OR",
                        ),
                        name="infusion_route_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LiteratureReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("reference", models.CharField(blank=True, default="", max_length=500, verbose_name="Reference")),
                (
                    "reference_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Reference: why not known",
                    ),
                ),
                ("included_content", models.BinaryField(blank=True, null=True, verbose_name="File")),
                (
                    "included_media_type",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="File: type"),
                ),
                (
                    "included_file_name",
                    models.CharField(blank=True, default="", max_length=255, verbose_name="File: name"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Publication",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="literaturereference_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reference_nf", ""),
                            models.Q(("reference_nf__in", ["ASKU", "NASK"]), ("reference", "")),
                            _connector="OR",
                        ),
                        name="literaturereference_reference_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MedicalHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Illness, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Illness, coded: version"),
                ),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("continuing", models.BooleanField(blank=True, null=True, verbose_name="Continues")),
                (
                    "continuing_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Continues: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="End: why not known",
                    ),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="In words")),
                ("family_history", models.BooleanField(blank=True, null=True, verbose_name="In the family")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Illness before",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="medicalhistory_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="medicalhistory_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="medicalhistory_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continuing_nf", ""),
                            models.Q(
                                ("continuing_nf__in", ["MSK", "ASKU", "NASK", "UNK"]),
                                models.Q(("continuing__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="medicalhistory_continuing_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="medicalhistory_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="medicalhistory_end_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "identifier",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Message identifier"),
                ),
                ("sender", models.CharField(blank=True, default="", max_length=60, verbose_name="Message sender")),
                ("receiver", models.CharField(blank=True, default="", max_length=60, verbose_name="Message receiver")),
                (
                    "created",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Message creation"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="cases.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="cases.caseversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "Message",
                "ordering": ("batch", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="message_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created", ""),
                            (
                                "created__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="message_created_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Narrative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("story", models.TextField(blank=True, default="", max_length=100000, verbose_name="What happened")),
                (
                    "reporter_comments",
                    models.TextField(blank=True, default="", max_length=20000, verbose_name="Reporter's comments"),
                ),
                (
                    "sender_comments",
                    models.TextField(blank=True, default="", max_length=20000, verbose_name="Registry's comments"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Narrative",
                "constraints": [models.UniqueConstraint(fields=("version",), name="narrative_key")],
            },
        ),
        migrations.CreateModel(
            name="PairFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drug_number", models.PositiveIntegerField()),
                ("reaction_number", models.PositiveIntegerField()),
                ("drug_code", models.CharField(blank=True, default="", max_length=250)),
                ("drug_name", models.CharField(blank=True, default="", max_length=250)),
                ("indication_group", models.CharField(blank=True, default="", max_length=20)),
                ("reaction_code", models.CharField(blank=True, default="", max_length=250)),
                ("reaction_name", models.CharField(blank=True, default="", max_length=250)),
                ("organ_class", models.CharField(blank=True, default="", max_length=250)),
                ("serious", models.BooleanField(null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=1)),
                ("infusions_before_onset", models.PositiveIntegerField(null=True)),
                ("onset_basis", models.CharField(blank=True, default="", max_length=20)),
                ("onset_day_earliest", models.IntegerField(null=True)),
                ("onset_day_latest", models.IntegerField(null=True)),
                ("hours_since_first", cases.models.fields.NumericField(null=True)),
                ("hours_since_last", cases.models.fields.NumericField(null=True)),
                ("dechallenge", models.CharField(blank=True, default="", max_length=20)),
                ("rechallenge", models.CharField(blank=True, default="", max_length=1)),
                (
                    "facts",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="cases.casefacts"
                    ),
                ),
            ],
            options={
                "verbose_name": "facts of a drug and a reaction",
                "indexes": [models.Index(fields=["drug_name", "reaction_name"], name="pairfacts_pair")],
                "constraints": [
                    models.UniqueConstraint(fields=("facts", "drug_number", "reaction_number"), name="pairfacts_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Parent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identification", models.CharField(blank=True, default="", max_length=60, verbose_name="Initials")),
                (
                    "identification_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Initials: why not known",
                    ),
                ),
                (
                    "birth_date",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date of birth"),
                ),
                (
                    "birth_date_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Date of birth: why not known",
                    ),
                ),
                ("age_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Age")),
                ("age_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Age: unit")),
                (
                    "last_menstrual_period",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Last menstrual period"),
                ),
                (
                    "last_menstrual_period_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Last menstrual period: why not known",
                    ),
                ),
                ("weight_kg", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Weight (kg)")),
                ("height_cm", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Height (cm)")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Male"), ("2", "Female")],
                        default="",
                        max_length=20,
                        verbose_name="Sex",
                    ),
                ),
                (
                    "sex_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNK", "unknown"),
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Sex: why not known",
                    ),
                ),
                (
                    "history_text",
                    models.TextField(blank=True, default="", max_length=10000, verbose_name="History, in words"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Parent",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="parent_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identification_nf", ""),
                            models.Q(("identification_nf__in", ["MSK", "ASKU", "NASK", "UNK"]), ("identification", "")),
                            _connector="OR",
                        ),
                        name="parent_identification_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date", ""),
                            (
                                "birth_date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parent_birth_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date_nf", ""),
                            models.Q(("birth_date_nf__in", ["MSK", "ASKU", "NASK"]), ("birth_date", "")),
                            _connector="OR",
                        ),
                        name="parent_birth_date_null",
                    ),
                    models.CheckConstraint(condition=models.Q(("age_value__gte", 0)), name="parent_age_range"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_menstrual_period", ""),
                            (
                                "last_menstrual_period__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parent_last_menstrual_period_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_menstrual_period_nf", ""),
                            models.Q(
                                ("last_menstrual_period_nf__in", ["MSK", "ASKU", "NASK"]), ("last_menstrual_period", "")
                            ),
                            _connector="OR",
                        ),
                        name="parent_last_menstrual_period_null",
                    ),
                    models.CheckConstraint(condition=models.Q(("weight_kg__gte", 0)), name="parent_weight_kg_range"),
                    models.CheckConstraint(condition=models.Q(("height_cm__gte", 0)), name="parent_height_cm_range"),
                    models.CheckConstraint(condition=models.Q(("sex__in", ["", "1", "2"])), name="parent_sex_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sex_nf", ""),
                            models.Q(("sex_nf__in", ["UNK", "MSK", "ASKU", "NASK"]), ("sex", "")),
                            _connector="OR",
                        ),
                        name="parent_sex_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentHistory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Illness, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Illness, coded: version"),
                ),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("continuing", models.BooleanField(blank=True, null=True, verbose_name="Continues")),
                (
                    "continuing_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Continues: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="End: why not known",
                    ),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="In words")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Parent's illness before",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="parenthistory_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parenthistory_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="parenthistory_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continuing_nf", ""),
                            models.Q(
                                ("continuing_nf__in", ["MSK", "ASKU", "NASK", "UNK"]),
                                models.Q(("continuing__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="parenthistory_continuing_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parenthistory_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="parenthistory_end_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentPastDrug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="End: why not known",
                    ),
                ),
                (
                    "indication_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Indication, coded"),
                ),
                (
                    "indication_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Indication, coded: version"),
                ),
                (
                    "reaction_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Reaction then, coded"),
                ),
                (
                    "reaction_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Reaction then, coded: version"
                    ),
                ),
                (
                    "mpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Medicinal product identifier"
                    ),
                ),
                (
                    "mpid_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Medicinal product identifier: version"
                    ),
                ),
                (
                    "phpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Pharmaceutical product identifier"
                    ),
                ),
                (
                    "phpid_version",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="Pharmaceutical product identifier: version",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Drug")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Parent's drug before",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="parentpastdrug_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parentpastdrug_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="parentpastdrug_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="parentpastdrug_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="parentpastdrug_end_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastDrug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="End: why not known",
                    ),
                ),
                (
                    "indication_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Indication, coded"),
                ),
                (
                    "indication_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Indication, coded: version"),
                ),
                (
                    "reaction_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Reaction then, coded"),
                ),
                (
                    "reaction_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Reaction then, coded: version"
                    ),
                ),
                (
                    "mpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Medicinal product identifier"
                    ),
                ),
                (
                    "mpid_version",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Medicinal product identifier: version"
                    ),
                ),
                (
                    "phpid_code",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Pharmaceutical product identifier"
                    ),
                ),
                (
                    "phpid_version",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=100,
                        verbose_name="Pharmaceutical product identifier: version",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Drug")),
                (
                    "name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NA", "not applicable")],
                        default="",
                        max_length=4,
                        verbose_name="Drug: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Drug before",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="pastdrug_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="pastdrug_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="pastdrug_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="pastdrug_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="pastdrug_end_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_nf", ""), models.Q(("name_nf__in", ["UNK", "NA"]), ("name", "")), _connector="OR"
                        ),
                        name="pastdrug_name_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("initials", models.CharField(blank=True, default="", max_length=60, verbose_name="Initials")),
                (
                    "initials_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Initials: why not known",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Male"), ("2", "Female")],
                        default="",
                        max_length=20,
                        verbose_name="Sex",
                    ),
                ),
                (
                    "sex_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("UNK", "unknown"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Sex: why not known",
                    ),
                ),
                (
                    "age_at_onset_value",
                    cases.models.fields.NumericField(
                        blank=True,
                        help_text="Never the age today",
                        null=True,
                        verbose_name="Age when the reaction began",
                    ),
                ),
                (
                    "age_at_onset_unit",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Never the age today",
                        max_length=50,
                        verbose_name="Age when the reaction began: unit",
                    ),
                ),
                (
                    "birth_date",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date of birth"),
                ),
                (
                    "birth_date_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="Date of birth: why not known",
                    ),
                ),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "Foetus"),
                            ("1", "Newborn"),
                            ("2", "Infant"),
                            ("3", "Child"),
                            ("4", "Adolescent"),
                            ("5", "Adult"),
                            ("6", "Elderly"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Age group, if the age is not known",
                    ),
                ),
                ("weight_kg", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Weight (kg)")),
                ("height_cm", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Height (cm)")),
                (
                    "race_as_reported",
                    models.CharField(
                        blank=True,
                        choices=[("white", "White"), ("black", "Black"), ("asian", "Asian"), ("other", "Other")],
                        default="",
                        max_length=20,
                        verbose_name="Race, as reported",
                    ),
                ),
                (
                    "race_as_reported_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Race, as reported: why not known",
                    ),
                ),
                (
                    "tobacco",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("never", "Not exposed"),
                            ("former", "Former smoker"),
                            ("current", "Current smoker"),
                            ("exposed", "Exposed, past or present not told"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Tobacco",
                    ),
                ),
                (
                    "tobacco_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Tobacco: why not known",
                    ),
                ),
                (
                    "history_text",
                    models.TextField(
                        blank=True, default="", max_length=10000, verbose_name="Other illnesses and history, in words"
                    ),
                ),
                (
                    "history_text_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Other illnesses and history, in words: why not known",
                    ),
                ),
                ("concomitant_therapies", models.BooleanField(blank=True, null=True, verbose_name="Takes other drugs")),
                (
                    "hospital_record",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="Hospital record number"),
                ),
                (
                    "hospital_record_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="Hospital record number: why not known",
                    ),
                ),
                (
                    "gp_record",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="General practitioner's record number"
                    ),
                ),
                (
                    "gp_record_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="General practitioner's record number: why not known",
                    ),
                ),
                (
                    "specialist_record",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="Specialist's record number"),
                ),
                (
                    "specialist_record_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="Specialist's record number: why not known",
                    ),
                ),
                (
                    "investigation_number",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="Investigation number"),
                ),
                (
                    "investigation_number_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="Investigation number: why not known",
                    ),
                ),
                (
                    "gestation_value",
                    cases.models.fields.NumericField(
                        blank=True, null=True, verbose_name="Gestation when the reaction was seen in the foetus"
                    ),
                ),
                (
                    "gestation_unit",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=50,
                        verbose_name="Gestation when the reaction was seen in the foetus: unit",
                    ),
                ),
                (
                    "last_menstrual_period",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Last menstrual period"),
                ),
                (
                    "last_menstrual_period_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy")],
                        default="",
                        max_length=4,
                        verbose_name="Last menstrual period: why not known",
                    ),
                ),
                (
                    "races",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("C16352", "African American"),
                                ("C41259", "American Indian or Alaska Native"),
                                ("C41260", "Asian"),
                                ("C41219", "Native Hawaiian or other Pacific Islander"),
                                ("C41261", "White"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="FDA: race",
                    ),
                ),
                (
                    "races_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNK", "unknown"),
                            ("MSK", "withheld for privacy"),
                            ("OTH", "other"),
                            ("NA", "not applicable"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="FDA: race: why not known",
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        blank=True,
                        choices=[("C17459", "Hispanic or Latino"), ("C41222", "Not Hispanic or Latino")],
                        default="",
                        max_length=20,
                        verbose_name="FDA: ethnicity",
                    ),
                ),
                (
                    "ethnicity_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNK", "unknown"),
                            ("MSK", "withheld for privacy"),
                            ("NI", "no information"),
                            ("NA", "not applicable"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="FDA: ethnicity: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Patient",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="patient_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("initials_nf", ""),
                            models.Q(("initials_nf__in", ["MSK", "ASKU", "NASK", "UNK"]), ("initials", "")),
                            _connector="OR",
                        ),
                        name="patient_initials_null",
                    ),
                    models.CheckConstraint(condition=models.Q(("sex__in", ["", "1", "2"])), name="patient_sex_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sex_nf", ""),
                            models.Q(("sex_nf__in", ["MSK", "UNK", "ASKU", "NASK"]), ("sex", "")),
                            _connector="OR",
                        ),
                        name="patient_sex_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_at_onset_value__gte", 0)), name="patient_age_at_onset_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date", ""),
                            (
                                "birth_date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="patient_birth_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date_nf", ""),
                            models.Q(("birth_date_nf__in", ["MSK"]), ("birth_date", "")),
                            _connector="OR",
                        ),
                        name="patient_birth_date_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_group__in", ["", "0", "1", "2", "3", "4", "5", "6"])),
                        name="patient_age_group_code",
                    ),
                    models.CheckConstraint(condition=models.Q(("weight_kg__gte", 0)), name="patient_weight_kg_range"),
                    models.CheckConstraint(condition=models.Q(("height_cm__gte", 0)), name="patient_height_cm_range"),
                    models.CheckConstraint(
                        condition=models.Q(("race_as_reported__in", ["", "white", "black", "asian", "other"])),
                        name="patient_race_as_reported_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("race_as_reported_nf", ""),
                            models.Q(("race_as_reported_nf__in", ["UNK", "NASK"]), ("race_as_reported", "")),
                            _connector="OR",
                        ),
                        name="patient_race_as_reported_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tobacco__in", ["", "never", "former", "current", "exposed"])),
                        name="patient_tobacco_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tobacco_nf", ""),
                            models.Q(("tobacco_nf__in", ["UNK", "NASK"]), ("tobacco", "")),
                            _connector="OR",
                        ),
                        name="patient_tobacco_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("history_text_nf", ""),
                            models.Q(("history_text_nf__in", ["MSK", "ASKU", "NASK", "UNK"]), ("history_text", "")),
                            _connector="OR",
                        ),
                        name="patient_history_text_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hospital_record_nf", ""),
                            models.Q(("hospital_record_nf__in", ["MSK"]), ("hospital_record", "")),
                            _connector="OR",
                        ),
                        name="patient_hospital_record_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gp_record_nf", ""),
                            models.Q(("gp_record_nf__in", ["MSK"]), ("gp_record", "")),
                            _connector="OR",
                        ),
                        name="patient_gp_record_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("specialist_record_nf", ""),
                            models.Q(("specialist_record_nf__in", ["MSK"]), ("specialist_record", "")),
                            _connector="OR",
                        ),
                        name="patient_specialist_record_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("investigation_number_nf", ""),
                            models.Q(("investigation_number_nf__in", ["MSK"]), ("investigation_number", "")),
                            _connector="OR",
                        ),
                        name="patient_investigation_number_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gestation_value__gte", 0)), name="patient_gestation_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_menstrual_period", ""),
                            (
                                "last_menstrual_period__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="patient_last_menstrual_period_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_menstrual_period_nf", ""),
                            models.Q(("last_menstrual_period_nf__in", ["MSK"]), ("last_menstrual_period", "")),
                            _connector="OR",
                        ),
                        name="patient_last_menstrual_period_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("races_nf", ""),
                            models.Q(("races_nf__in", ["UNK", "MSK", "OTH", "NA"]), ("races", [])),
                            _connector="OR",
                        ),
                        name="patient_races_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ethnicity__in", ["", "C17459", "C41222"])), name="patient_ethnicity_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ethnicity_nf", ""),
                            models.Q(("ethnicity_nf__in", ["UNK", "MSK", "NI", "NA"]), ("ethnicity", "")),
                            _connector="OR",
                        ),
                        name="patient_ethnicity_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Premedication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("drug", models.PositiveIntegerField(blank=True, null=True, verbose_name="Before drug")),
                ("course", models.IntegerField(blank=True, null=True, verbose_name="Course")),
                (
                    "infusion",
                    models.IntegerField(
                        blank=True,
                        help_text="Empty: before each infusion of the course",
                        null=True,
                        verbose_name="Infusion",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Drug")),
                ("dose_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Dose")),
                ("dose_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Dose: unit")),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("001", "Auricular (otic)"),
                            ("002", "Buccal"),
                            ("003", "Cutaneous"),
                            ("004", "Dental"),
                            ("005", "Endocervical"),
                            ("006", "Endosinusial"),
                            ("007", "Endotracheal"),
                            ("008", "Epidural"),
                            ("009", "Extra-amniotic"),
                            ("010", "Haemodialysis"),
                            ("011", "Intra corpus cavernosum"),
                            ("012", "Intra-amniotic"),
                            ("013", "Intra-arterial"),
                            ("014", "Intra-articular"),
                            ("015", "Intra-uterine"),
                            ("016", "Intracardiac"),
                            ("017", "Intracavernous"),
                            ("018", "Intracerebral"),
                            ("019", "Intracervical"),
                            ("020", "Intracisternal"),
                            ("021", "Intracorneal"),
                            ("022", "Intracoronary"),
                            ("023", "Intradermal"),
                            ("024", "Intradiscal (intraspinal)"),
                            ("025", "Intrahepatic"),
                            ("026", "Intralesional"),
                            ("027", "Intralymphatic"),
                            ("028", "Intramedullar (bone marrow)"),
                            ("029", "Intrameningeal"),
                            ("030", "Intramuscular"),
                            ("031", "Intraocular"),
                            ("032", "Intrapericardial"),
                            ("033", "Intraperitoneal"),
                            ("034", "Intrapleural"),
                            ("035", "Intrasynovial"),
                            ("036", "Intratumor"),
                            ("037", "Intrathecal"),
                            ("038", "Intrathoracic"),
                            ("039", "Intratracheal"),
                            ("040", "Intravenous bolus"),
                            ("041", "Intravenous drip"),
                            ("042", "Intravenous (not otherwise specified)"),
                            ("043", "Intravesical"),
                            ("044", "Iontophoresis"),
                            ("045", "Nasal"),
                            ("046", "Occlusive dressing technique"),
                            ("047", "Ophthalmic"),
                            ("048", "Oral"),
                            ("049", "Oropharyngeal"),
                            ("050", "Other"),
                            ("051", "Parenteral"),
                            ("052", "Periarticular"),
                            ("053", "Perineural"),
                            ("054", "Rectal"),
                            ("055", "Respiratory (inhalation)"),
                            ("056", "Retrobulbar"),
                            ("057", "Subconjunctival"),
                            ("058", "Subcutaneous"),
                            ("059", "Subdermal"),
                            ("060", "Sublingual"),
                            ("061", "Topical"),
                            ("062", "Transdermal"),
                            ("063", "Transmammary"),
                            ("064", "Transplacental"),
                            ("065", "Unknown"),
                            ("066", "Urethral"),
                            ("067", "Vaginal"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Route",
                    ),
                ),
                (
                    "route_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Route: why not known",
                    ),
                ),
                ("comments", models.CharField(blank=True, default="", max_length=500, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Premedication",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="premedication_key"),
                    models.CheckConstraint(condition=models.Q(("course__gte", 1)), name="premedication_course_range"),
                    models.CheckConstraint(
                        condition=models.Q(("infusion__gte", 1)), name="premedication_infusion_range"
                    ),
                    models.CheckConstraint(condition=models.Q(("dose_value__gte", 0)), name="premedication_dose_range"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "route__in",
                                [
                                    "",
                                    "001",
                                    "002",
                                    "003",
                                    "004",
                                    "005",
                                    "006",
                                    "007",
                                    "008",
                                    "009",
                                    "010",
                                    "011",
                                    "012",
                                    "013",
                                    "014",
                                    "015",
                                    "016",
                                    "017",
                                    "018",
                                    "019",
                                    "020",
                                    "021",
                                    "022",
                                    "023",
                                    "024",
                                    "025",
                                    "026",
                                    "027",
                                    "028",
                                    "029",
                                    "030",
                                    "031",
                                    "032",
                                    "033",
                                    "034",
                                    "035",
                                    "036",
                                    "037",
                                    "038",
                                    "039",
                                    "040",
                                    "041",
                                    "042",
                                    "043",
                                    "044",
                                    "045",
                                    "046",
                                    "047",
                                    "048",
                                    "049",
                                    "050",
                                    "051",
                                    "052",
                                    "053",
                                    "054",
                                    "055",
                                    "056",
                                    "057",
                                    "058",
                                    "059",
                                    "060",
                                    "061",
                                    "062",
                                    "063",
                                    "064",
                                    "065",
                                    "066",
                                    "067",
                                ],
                            )
                        ),
                        name="premedication_route_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("route_nf", ""),
                            models.Q(("route_nf__in", ["UNK", "NASK"]), ("route", "")),
                            _connector="OR",
                        ),
                        name="premedication_route_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrimarySource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "qualification",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Physician"),
                            ("2", "Pharmacist"),
                            ("3", "Other health professional"),
                            ("4", "Lawyer"),
                            ("5", "Patient or other person"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Qualification",
                    ),
                ),
                (
                    "qualification_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Qualification: why not known",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Two letters, such as NO",
                        max_length=2,
                        verbose_name="Country",
                    ),
                ),
                (
                    "primary",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Primary source")],
                        default="",
                        max_length=20,
                        verbose_name="Primary source",
                    ),
                ),
                ("organisation", models.CharField(blank=True, default="", max_length=60, verbose_name="Organisation")),
                (
                    "organisation_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Organisation: why not known",
                    ),
                ),
                ("department", models.CharField(blank=True, default="", max_length=60, verbose_name="Department")),
                (
                    "department_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Department: why not known",
                    ),
                ),
                ("reporter_title", models.CharField(blank=True, default="", max_length=50, verbose_name="Title")),
                (
                    "reporter_title_nf",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MSK", "withheld for privacy"),
                            ("ASKU", "asked, not known"),
                            ("NASK", "not asked"),
                            ("UNK", "unknown"),
                        ],
                        default="",
                        max_length=4,
                        verbose_name="Title: why not known",
                    ),
                ),
                ("given_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Given name")),
                (
                    "given_name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Given name: why not known",
                    ),
                ),
                ("middle_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Middle name")),
                (
                    "middle_name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Middle name: why not known",
                    ),
                ),
                ("family_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Family name")),
                (
                    "family_name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Family name: why not known",
                    ),
                ),
                ("street", models.CharField(blank=True, default="", max_length=100, verbose_name="Street")),
                (
                    "street_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Street: why not known",
                    ),
                ),
                ("city", models.CharField(blank=True, default="", max_length=35, verbose_name="City")),
                (
                    "city_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="City: why not known",
                    ),
                ),
                ("state", models.CharField(blank=True, default="", max_length=40, verbose_name="State or province")),
                (
                    "state_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="State or province: why not known",
                    ),
                ),
                ("postcode", models.CharField(blank=True, default="", max_length=15, verbose_name="Postcode")),
                (
                    "postcode_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Postcode: why not known",
                    ),
                ),
                ("telephone", models.CharField(blank=True, default="", max_length=33, verbose_name="Telephone")),
                (
                    "telephone_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Telephone: why not known",
                    ),
                ),
                ("email", models.CharField(blank=True, default="", max_length=100, verbose_name="E-mail")),
                (
                    "email_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="E-mail: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Reporter",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="primarysource_key"),
                    models.CheckConstraint(
                        condition=models.Q(("qualification__in", ["", "1", "2", "3", "4", "5"])),
                        name="primarysource_qualification_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("qualification_nf", ""),
                            models.Q(("qualification_nf__in", ["UNK"]), ("qualification", "")),
                            _connector="OR",
                        ),
                        name="primarysource_qualification_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("primary__in", ["", "1"])), name="primarysource_primary_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation_nf", ""),
                            models.Q(("organisation_nf__in", ["MSK", "ASKU", "NASK"]), ("organisation", "")),
                            _connector="OR",
                        ),
                        name="primarysource_organisation_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("department_nf", ""),
                            models.Q(("department_nf__in", ["MSK", "ASKU", "NASK"]), ("department", "")),
                            _connector="OR",
                        ),
                        name="primarysource_department_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reporter_title_nf", ""),
                            models.Q(("reporter_title_nf__in", ["MSK", "ASKU", "NASK", "UNK"]), ("reporter_title", "")),
                            _connector="OR",
                        ),
                        name="primarysource_reporter_title_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_name_nf", ""),
                            models.Q(("given_name_nf__in", ["MSK", "ASKU", "NASK"]), ("given_name", "")),
                            _connector="OR",
                        ),
                        name="primarysource_given_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("middle_name_nf", ""),
                            models.Q(("middle_name_nf__in", ["MSK", "ASKU", "NASK"]), ("middle_name", "")),
                            _connector="OR",
                        ),
                        name="primarysource_middle_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("family_name_nf", ""),
                            models.Q(("family_name_nf__in", ["MSK", "ASKU", "NASK"]), ("family_name", "")),
                            _connector="OR",
                        ),
                        name="primarysource_family_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("street_nf", ""),
                            models.Q(("street_nf__in", ["MSK", "ASKU", "NASK"]), ("street", "")),
                            _connector="OR",
                        ),
                        name="primarysource_street_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("city_nf", ""),
                            models.Q(("city_nf__in", ["MSK", "ASKU", "NASK"]), ("city", "")),
                            _connector="OR",
                        ),
                        name="primarysource_city_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state_nf", ""),
                            models.Q(("state_nf__in", ["MSK", "ASKU", "NASK"]), ("state", "")),
                            _connector="OR",
                        ),
                        name="primarysource_state_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("postcode_nf", ""),
                            models.Q(("postcode_nf__in", ["MSK", "ASKU", "NASK"]), ("postcode", "")),
                            _connector="OR",
                        ),
                        name="primarysource_postcode_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("telephone_nf", ""),
                            models.Q(("telephone_nf__in", ["MSK", "ASKU", "NASK"]), ("telephone", "")),
                            _connector="OR",
                        ),
                        name="primarysource_telephone_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email_nf", ""),
                            models.Q(("email_nf__in", ["MSK", "ASKU", "NASK"]), ("email", "")),
                            _connector="OR",
                        ),
                        name="primarysource_email_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Provenance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Such as reactions[1].outcome",
                        max_length=200,
                        verbose_name="Field",
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=60, verbose_name="Source")),
                ("place", models.CharField(blank=True, default="", max_length=200, verbose_name="Place")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "Stated"),
                            ("inferred", "Inferred by the registry"),
                            ("conflict", "Kept as printed, in doubt"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Stated?",
                    ),
                ),
                ("note", models.TextField(blank=True, default="", max_length=1000, verbose_name="Note")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Place in the source",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="provenance_key"),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["", "stated", "inferred", "conflict"])),
                        name="provenance_basis_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "verbatim",
                    models.CharField(
                        blank=True, default="", max_length=250, verbose_name="Reaction, in the reporter's words"
                    ),
                ),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Reaction, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Reaction, coded: version"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Recovered"),
                            ("2", "Recovering"),
                            ("3", "Not recovered"),
                            ("4", "Recovered with lasting effects"),
                            ("5", "Fatal"),
                            ("0", "Unknown"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Outcome",
                    ),
                ),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "start_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Start: why not known",
                    ),
                ),
                ("end", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="End")),
                (
                    "end_nf",
                    models.CharField(
                        blank=True,
                        choices=[("MSK", "withheld for privacy"), ("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="End: why not known",
                    ),
                ),
                ("duration_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Duration")),
                (
                    "duration_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Duration: unit"),
                ),
                ("results_in_death", models.BooleanField(blank=True, null=True, verbose_name="Led to death")),
                (
                    "results_in_death_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Led to death: why not known",
                    ),
                ),
                ("life_threatening", models.BooleanField(blank=True, null=True, verbose_name="Life-threatening")),
                (
                    "life_threatening_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Life-threatening: why not known",
                    ),
                ),
                (
                    "hospitalisation",
                    models.BooleanField(blank=True, null=True, verbose_name="Led to or prolonged a hospital stay"),
                ),
                (
                    "hospitalisation_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Led to or prolonged a hospital stay: why not known",
                    ),
                ),
                ("disabling", models.BooleanField(blank=True, null=True, verbose_name="Disabling")),
                (
                    "disabling_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Disabling: why not known",
                    ),
                ),
                ("congenital_anomaly", models.BooleanField(blank=True, null=True, verbose_name="Birth defect")),
                (
                    "congenital_anomaly_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Birth defect: why not known",
                    ),
                ),
                (
                    "medically_important",
                    models.BooleanField(blank=True, null=True, verbose_name="Medically important for another reason"),
                ),
                (
                    "medically_important_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Medically important for another reason: why not known",
                    ),
                ),
                (
                    "required_intervention",
                    models.BooleanField(blank=True, null=True, verbose_name="FDA: needed intervention"),
                ),
                (
                    "required_intervention_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="FDA: needed intervention: why not known",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Two letters, such as NO",
                        max_length=2,
                        verbose_name="Country where it happened",
                    ),
                ),
                (
                    "medically_confirmed",
                    models.BooleanField(blank=True, null=True, verbose_name="Confirmed by a health professional"),
                ),
                (
                    "highlighted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Highlighted by the reporter, not serious"),
                            ("2", "Not highlighted by the reporter, not serious"),
                            ("3", "Highlighted by the reporter, serious"),
                            ("4", "Not highlighted by the reporter, serious"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Highlighted by the reporter",
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, default="", max_length=3, verbose_name="Language of these words"),
                ),
                (
                    "translation",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Reaction, translated"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Reaction",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="reaction_key"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "1", "2", "3", "4", "5", "0"])),
                        name="reaction_outcome_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="reaction_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_nf", ""),
                            models.Q(("start_nf__in", ["MSK", "ASKU", "NASK"]), ("start", "")),
                            _connector="OR",
                        ),
                        name="reaction_start_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            (
                                "end__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="reaction_end_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_nf", ""),
                            models.Q(("end_nf__in", ["MSK", "ASKU", "NASK"]), ("end", "")),
                            _connector="OR",
                        ),
                        name="reaction_end_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duration_value__gte", 0)), name="reaction_duration_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("results_in_death_nf", ""),
                            models.Q(
                                ("results_in_death_nf__in", ["NI"]),
                                models.Q(("results_in_death__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_results_in_death_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("life_threatening_nf", ""),
                            models.Q(
                                ("life_threatening_nf__in", ["NI"]),
                                models.Q(("life_threatening__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_life_threatening_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hospitalisation_nf", ""),
                            models.Q(
                                ("hospitalisation_nf__in", ["NI"]),
                                models.Q(("hospitalisation__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_hospitalisation_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disabling_nf", ""),
                            models.Q(
                                ("disabling_nf__in", ["NI"]), models.Q(("disabling__isnull", False), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="reaction_disabling_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("congenital_anomaly_nf", ""),
                            models.Q(
                                ("congenital_anomaly_nf__in", ["NI"]),
                                models.Q(("congenital_anomaly__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_congenital_anomaly_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("medically_important_nf", ""),
                            models.Q(
                                ("medically_important_nf__in", ["NI"]),
                                models.Q(("medically_important__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_medically_important_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("required_intervention_nf", ""),
                            models.Q(
                                ("required_intervention_nf__in", ["NI"]),
                                models.Q(("required_intervention__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reaction_required_intervention_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("highlighted__in", ["", "1", "2", "3", "4"])),
                        name="reaction_highlighted_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReactionTreatment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gc_pulse", "Glucocorticoid pulse"),
                            ("gc_oral", "Oral glucocorticoid"),
                            ("gc_other", "Glucocorticoid, form not told"),
                            ("cyclophosphamide", "Cyclophosphamide"),
                            ("rituximab", "Rituximab"),
                            ("plasma_exchange", "Plasma exchange"),
                            ("ivig", "Intravenous immunoglobulin"),
                            ("antibiotics", "Antibiotics"),
                            ("transfusion", "Transfusion"),
                            ("antifibrinolytic", "Antifibrinolytic"),
                            ("rfviia", "Recombinant factor VIIa"),
                            ("oxygen", "Oxygen"),
                            ("niv", "Non-invasive ventilation"),
                            ("imv", "Invasive ventilation"),
                            ("ventilation", "Mechanical ventilation, form not told"),
                            ("ecmo", "ECMO"),
                            ("dialysis", "Dialysis"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Treatment",
                    ),
                ),
                ("given", models.BooleanField(blank=True, null=True, verbose_name="Given")),
                (
                    "given_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Given: why not known",
                    ),
                ),
                ("drug_name", models.CharField(blank=True, default="", max_length=250, verbose_name="Drug")),
                ("dose_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Dose")),
                ("dose_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Dose: unit")),
                (
                    "dose_highest_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Highest dose, if a range"),
                ),
                (
                    "dose_highest_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Highest dose, if a range: unit"
                    ),
                ),
                ("start", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Start")),
                (
                    "after_onset_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Time after onset"),
                ),
                (
                    "after_onset_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Time after onset: unit"),
                ),
                ("duration_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Duration")),
                (
                    "duration_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Duration: unit"),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=1000, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Treatment",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="reactiontreatment_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "",
                                    "gc_pulse",
                                    "gc_oral",
                                    "gc_other",
                                    "cyclophosphamide",
                                    "rituximab",
                                    "plasma_exchange",
                                    "ivig",
                                    "antibiotics",
                                    "transfusion",
                                    "antifibrinolytic",
                                    "rfviia",
                                    "oxygen",
                                    "niv",
                                    "imv",
                                    "ventilation",
                                    "ecmo",
                                    "dialysis",
                                    "other",
                                ],
                            )
                        ),
                        name="reactiontreatment_kind_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_nf", ""),
                            models.Q(
                                ("given_nf__in", ["UNK", "NASK"]), models.Q(("given__isnull", False), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="reactiontreatment_given_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dose_value__gte", 0)), name="reactiontreatment_dose_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dose_highest_value__gte", 0)), name="reactiontreatment_dose_highest_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", ""),
                            (
                                "start__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="reactiontreatment_start_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_onset_value__gte", 0)), name="reactiontreatment_after_onset_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duration_value__gte", 0)), name="reactiontreatment_duration_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "main_symptoms_gone_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Main symptoms gone after"),
                ),
                (
                    "main_symptoms_gone_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Main symptoms gone after: unit"
                    ),
                ),
                (
                    "all_symptoms_gone_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="All symptoms gone after"),
                ),
                (
                    "all_symptoms_gone_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="All symptoms gone after: unit"
                    ),
                ),
                (
                    "lung_changes_gone_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Lung changes gone after"),
                ),
                (
                    "lung_changes_gone_unit",
                    models.CharField(
                        blank=True, default="", max_length=50, verbose_name="Lung changes gone after: unit"
                    ),
                ),
                (
                    "alive_after_one_year",
                    models.BooleanField(blank=True, null=True, verbose_name="Alive after one year"),
                ),
                (
                    "alive_after_one_year_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Alive after one year: why not known",
                    ),
                ),
                ("last_seen", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Last seen")),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="Comments")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Recovery",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="recovery_key"),
                    models.CheckConstraint(
                        condition=models.Q(("main_symptoms_gone_value__gte", 0)),
                        name="recovery_main_symptoms_gone_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("all_symptoms_gone_value__gte", 0)), name="recovery_all_symptoms_gone_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lung_changes_gone_value__gte", 0)), name="recovery_lung_changes_gone_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alive_after_one_year_nf", ""),
                            models.Q(
                                ("alive_after_one_year_nf__in", ["UNK", "NASK"]),
                                models.Q(("alive_after_one_year__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recovery_alive_after_one_year_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_seen", ""),
                            (
                                "last_seen__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="recovery_last_seen_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "safety_report_id",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Case number of this registry"
                    ),
                ),
                (
                    "created",
                    cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date of creation"),
                ),
                (
                    "report_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Spontaneous report"),
                            ("2", "Report from study"),
                            ("3", "Other"),
                            ("4", "Not available to sender"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Type of report",
                    ),
                ),
                (
                    "first_received",
                    cases.models.fields.PartialDateField(
                        blank=True,
                        default="",
                        help_text="When did someone first report the case?",
                        verbose_name="First received",
                    ),
                ),
                (
                    "latest_received",
                    cases.models.fields.PartialDateField(
                        blank=True, default="", verbose_name="Latest information received"
                    ),
                ),
                (
                    "additional_documents",
                    models.BooleanField(blank=True, null=True, verbose_name="More documents are available"),
                ),
                (
                    "expedited",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="Meets the local criteria for an expedited report"
                    ),
                ),
                (
                    "expedited_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Meets the local criteria for an expedited report: why not known",
                    ),
                ),
                (
                    "local_report_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "15-day"),
                            ("2", "Non-expedited"),
                            ("4", "5-day"),
                            ("5", "30-day"),
                            ("6", "7-day"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="FDA: type of local report",
                    ),
                ),
                (
                    "worldwide_id",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="Worldwide unique case number"
                    ),
                ),
                (
                    "first_sender",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Regulator"), ("2", "Other")],
                        default="",
                        max_length=20,
                        verbose_name="First sender",
                    ),
                ),
                (
                    "other_identifiers",
                    models.BooleanField(blank=True, null=True, verbose_name="Has other case numbers"),
                ),
                (
                    "other_identifiers_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="Has other case numbers: why not known",
                    ),
                ),
                (
                    "linked_reports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Numbers of linked reports",
                    ),
                ),
                (
                    "retraction",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Nullification"), ("2", "Amendment")],
                        default="",
                        max_length=20,
                        verbose_name="Nullification or amendment",
                    ),
                ),
                (
                    "retraction_reason",
                    models.TextField(
                        blank=True, default="", max_length=2000, verbose_name="Reason for nullification or amendment"
                    ),
                ),
                (
                    "combination_product",
                    models.BooleanField(blank=True, null=True, verbose_name="FDA: combination product"),
                ),
                (
                    "combination_product_nf",
                    models.CharField(
                        blank=True,
                        choices=[("NI", "no information")],
                        default="",
                        max_length=4,
                        verbose_name="FDA: combination product: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Report",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="report_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created", ""),
                            (
                                "created__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="report_created_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("report_type__in", ["", "1", "2", "3", "4"])),
                        name="report_report_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_received", ""),
                            (
                                "first_received__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="report_first_received_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latest_received", ""),
                            (
                                "latest_received__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="report_latest_received_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expedited_nf", ""),
                            models.Q(
                                ("expedited_nf__in", ["NI"]), models.Q(("expedited__isnull", False), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="report_expedited_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("local_report_type__in", ["", "1", "2", "4", "5", "6"])),
                        name="report_local_report_type_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_sender__in", ["", "1", "2"])), name="report_first_sender_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_identifiers_nf", ""),
                            models.Q(
                                ("other_identifiers_nf__in", ["NI"]),
                                models.Q(("other_identifiers__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_other_identifiers_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retraction__in", ["", "1", "2"])), name="report_retraction_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("combination_product_nf", ""),
                            models.Q(
                                ("combination_product_nf__in", ["NI"]),
                                models.Q(("combination_product__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_combination_product_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sender_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Pharmaceutical company"),
                            ("2", "Regulatory authority"),
                            ("3", "Health professional"),
                            ("4", "Regional pharmacovigilance centre"),
                            ("5", "WHO collaborating centre for international drug monitoring"),
                            ("6", "Other"),
                            ("7", "Patient or consumer"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Type of sender",
                    ),
                ),
                ("organisation", models.CharField(blank=True, default="", max_length=100, verbose_name="Organisation")),
                ("department", models.CharField(blank=True, default="", max_length=60, verbose_name="Department")),
                ("person_title", models.CharField(blank=True, default="", max_length=50, verbose_name="Title")),
                ("given_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Given name")),
                ("middle_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Middle name")),
                ("family_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Family name")),
                ("street", models.CharField(blank=True, default="", max_length=100, verbose_name="Street")),
                ("city", models.CharField(blank=True, default="", max_length=35, verbose_name="City")),
                ("state", models.CharField(blank=True, default="", max_length=40, verbose_name="State or province")),
                ("postcode", models.CharField(blank=True, default="", max_length=15, verbose_name="Postcode")),
                ("country", models.CharField(blank=True, default="", max_length=2, verbose_name="Country")),
                ("telephone", models.CharField(blank=True, default="", max_length=33, verbose_name="Telephone")),
                ("fax", models.CharField(blank=True, default="", max_length=33, verbose_name="Fax")),
                ("email", models.CharField(blank=True, default="", max_length=100, verbose_name="E-mail")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sender",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="sender_key"),
                    models.CheckConstraint(
                        condition=models.Q(("sender_type__in", ["", "1", "2", "3", "4", "5", "6", "7"])),
                        name="sender_sender_type_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderDiagnosis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "term_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Diagnosis, coded"),
                ),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Diagnosis, coded: version"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Registry's diagnosis",
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="senderdiagnosis_key")],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(blank=True, default="", max_length=2000, verbose_name="Name of the study")),
                (
                    "name_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Name of the study: why not known",
                    ),
                ),
                (
                    "sponsor_number",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Sponsor's number"),
                ),
                (
                    "sponsor_number_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Sponsor's number: why not known",
                    ),
                ),
                (
                    "study_type",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Clinical trial"), ("2", "Individual patient use"), ("3", "Other study")],
                        default="",
                        max_length=20,
                        verbose_name="Type of study",
                    ),
                ),
                ("ind_number", models.CharField(blank=True, default="", max_length=10, verbose_name="FDA: IND number")),
                (
                    "pre_anda_number",
                    models.CharField(blank=True, default="", max_length=10, verbose_name="FDA: pre-ANDA number"),
                ),
                (
                    "cross_reported_inds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="FDA: numbers of cross-reported INDs",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Study",
                "constraints": [
                    models.UniqueConstraint(fields=("version",), name="study_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_nf", ""), models.Q(("name_nf__in", ["ASKU", "NASK"]), ("name", "")), _connector="OR"
                        ),
                        name="study_name_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sponsor_number_nf", ""),
                            models.Q(("sponsor_number_nf__in", ["ASKU", "NASK"]), ("sponsor_number", "")),
                            _connector="OR",
                        ),
                        name="study_sponsor_number_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("study_type__in", ["", "1", "2", "3"])), name="study_study_type_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "registration_number",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Registration number"),
                ),
                (
                    "registration_number_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Registration number: why not known",
                    ),
                ),
                ("country", models.CharField(blank=True, default="", max_length=2, verbose_name="Country")),
                (
                    "country_nf",
                    models.CharField(
                        blank=True,
                        choices=[("ASKU", "asked, not known"), ("NASK", "not asked")],
                        default="",
                        max_length=4,
                        verbose_name="Country: why not known",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Study registration",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="studyregistration_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registration_number_nf", ""),
                            models.Q(("registration_number_nf__in", ["ASKU", "NASK"]), ("registration_number", "")),
                            _connector="OR",
                        ),
                        name="studyregistration_registration_number_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country_nf", ""),
                            models.Q(("country_nf__in", ["ASKU", "NASK"]), ("country", "")),
                            _connector="OR",
                        ),
                        name="studyregistration_country_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Substance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Substance")),
                (
                    "term_code",
                    models.CharField(blank=True, default="", max_length=250, verbose_name="Substance, coded"),
                ),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Substance, coded: version"),
                ),
                ("strength_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Strength")),
                (
                    "strength_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Strength: unit"),
                ),
                (
                    "drug",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_rows", to="cases.drug"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Substance",
                "ordering": ("drug", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("drug", "number"), name="substance_key"),
                    models.CheckConstraint(
                        condition=models.Q(("strength_value__gte", 0)), name="substance_strength_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dictionary", models.CharField(max_length=60, verbose_name="dictionary")),
                ("version", models.CharField(max_length=20, unique=True, verbose_name="version")),
                ("note", models.CharField(blank=True, default="", max_length=500, verbose_name="note")),
                ("current", models.BooleanField(default=False, verbose_name="current")),
            ],
            options={
                "verbose_name": "dictionary release",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("dictionary",), name="termrelease_one_current"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reaction", "Reaction or illness"),
                            ("indication", "Indication"),
                            ("substance", "Substance"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Organ class, or indication group",
                        max_length=100,
                        verbose_name="group",
                    ),
                ),
                (
                    "synonyms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=250),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="synonyms",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="cases.termrelease",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "ordering": ("release", "kind", "name"),
                "constraints": [
                    models.UniqueConstraint(fields=("release", "code"), name="term_key"),
                    models.UniqueConstraint(fields=("release", "kind", "name"), name="term_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Test",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "analyte",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("haemoglobin", "Haemoglobin"),
                            ("d_dimer", "D-dimer"),
                            ("lymphocytes", "Lymphocytes"),
                            ("leukocytes", "Leukocytes"),
                            ("platelets", "Platelets"),
                            ("crp", "C-reactive protein"),
                            ("po2", "Arterial oxygen pressure"),
                            ("pco2", "Arterial carbon dioxide pressure"),
                            ("lactate", "Lactate"),
                            ("blood_gas", "Blood gas"),
                            ("spo2", "Oxygen saturation"),
                            ("creatinine", "Creatinine"),
                            ("troponin", "Troponin"),
                            ("pro_bnp", "Pro-BNP"),
                            ("esr", "Erythrocyte sedimentation rate"),
                            ("anca", "ANCA"),
                            ("anti_gbm", "Anti-GBM antibodies"),
                            ("ana", "ANA"),
                            ("complement", "Complement C3 / C4"),
                            ("immunoglobulins", "Immunoglobulins"),
                            ("coagulation", "Coagulation"),
                            ("urinalysis", "Urinalysis"),
                            ("temperature", "Body temperature"),
                            ("blood_pressure", "Blood pressure"),
                            ("heart_rate", "Heart rate"),
                            ("ecg", "Electrocardiogram"),
                            ("echocardiogram", "Echocardiogram"),
                            ("spirometry", "Lung function"),
                            ("other", "Other"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Kind of test",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=250, verbose_name="Test, in words")),
                ("result_value", cases.models.fields.NumericField(blank=True, null=True, verbose_name="Value")),
                ("result_unit", models.CharField(blank=True, default="", max_length=50, verbose_name="Value: unit")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("<", "less than"), ("<=", "at most"), (">=", "at least"), (">", "more than")],
                        default="",
                        help_text="Leave empty when the value is exact",
                        max_length=20,
                        verbose_name="Exact, or a limit",
                    ),
                ),
                (
                    "result_code",
                    models.CharField(
                        blank=True,
                        choices=[("1", "Positive"), ("2", "Negative"), ("3", "Borderline"), ("4", "Inconclusive")],
                        default="",
                        max_length=20,
                        verbose_name="Result",
                    ),
                ),
                (
                    "result_text",
                    models.TextField(blank=True, default="", max_length=2000, verbose_name="Result, in words"),
                ),
                ("normal_low", models.CharField(blank=True, default="", max_length=50, verbose_name="Normal from")),
                ("normal_high", models.CharField(blank=True, default="", max_length=50, verbose_name="Normal to")),
                ("date", cases.models.fields.PartialDateField(blank=True, default="", verbose_name="Date")),
                (
                    "date_nf",
                    models.CharField(
                        blank=True,
                        choices=[("UNK", "unknown")],
                        default="",
                        max_length=4,
                        verbose_name="Date: why not known",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("before", "Before the drug"),
                            ("acute", "During the reaction"),
                            ("follow_up", "Follow-up"),
                            ("retreatment", "At retreatment"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="When, seen from the reaction",
                    ),
                ),
                (
                    "after_onset_value",
                    cases.models.fields.NumericField(blank=True, null=True, verbose_name="Time after onset"),
                ),
                (
                    "after_onset_unit",
                    models.CharField(blank=True, default="", max_length=50, verbose_name="Time after onset: unit"),
                ),
                ("comments", models.TextField(blank=True, default="", max_length=2000, verbose_name="Comments")),
                ("term_code", models.CharField(blank=True, default="", max_length=250, verbose_name="Test, coded")),
                (
                    "term_version",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="Test, coded: version"),
                ),
                (
                    "more_information",
                    models.BooleanField(blank=True, null=True, verbose_name="More information is available"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_rows",
                        to="cases.caseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "Test",
                "ordering": ("version", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="test_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "analyte__in",
                                [
                                    "",
                                    "haemoglobin",
                                    "d_dimer",
                                    "lymphocytes",
                                    "leukocytes",
                                    "platelets",
                                    "crp",
                                    "po2",
                                    "pco2",
                                    "lactate",
                                    "blood_gas",
                                    "spo2",
                                    "creatinine",
                                    "troponin",
                                    "pro_bnp",
                                    "esr",
                                    "anca",
                                    "anti_gbm",
                                    "ana",
                                    "complement",
                                    "immunoglobulins",
                                    "coagulation",
                                    "urinalysis",
                                    "temperature",
                                    "blood_pressure",
                                    "heart_rate",
                                    "ecg",
                                    "echocardiogram",
                                    "spirometry",
                                    "other",
                                ],
                            )
                        ),
                        name="test_analyte_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("qualifier__in", ["", "<", "<=", ">=", ">"])), name="test_qualifier_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result_code__in", ["", "1", "2", "3", "4"])), name="test_result_code_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date", ""),
                            (
                                "date__regex",
                                "^\\d{4}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?([+-]\\d{2}(\\d{2})?)?)?)?)?$",
                            ),
                            _connector="OR",
                        ),
                        name="test_date_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_nf", ""), models.Q(("date_nf__in", ["UNK"]), ("date", "")), _connector="OR"
                        ),
                        name="test_date_null",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phase__in", ["", "before", "acute", "follow_up", "retreatment"])),
                        name="test_phase_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_onset_value__gte", 0)), name="test_after_onset_range"
                    ),
                ],
            },
        ),
    ]
