"""More facts of a version: its report, its lung work-up, its line; `manage.py rebuild_facts` fills them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import cases.models.fields
import cases.models.ownership
from cases.database.policies import secure_all, unsecure_all

TABLES = ["cases_lungfacts", "cases_caseline"]
JOIN = """
ALTER TABLE {table} ADD CONSTRAINT {name}_with_its_centre FOREIGN KEY (facts_id, centre_id)
REFERENCES cases_casefacts (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNJOIN = "ALTER TABLE {table} DROP CONSTRAINT {name}_with_its_centre;\n"


def each_table(text):
    """The statement for both tables."""
    return "".join(text.format(table=table, name=table.removeprefix("cases_")) for table in TABLES)


def code(length=20):
    """A code, '' when unknown."""
    return models.CharField(blank=True, default="", max_length=length)


def words():
    """A text of any length, '' when unknown."""
    return models.TextField(blank=True, default="")


def answer():
    """Yes, no, or null when unknown."""
    return models.BooleanField(null=True)


def number():
    """A number, or null when unknown."""
    return cases.models.fields.NumericField(null=True)


def codes(length):
    """Several codes."""
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=length), default=list, size=None
    )


def of_facts(related_name):
    """Key, owner and centre of a table that has one row for a row of the facts."""
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        (
            "facts",
            models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name=related_name,
                to="cases.casefacts",
            ),
        ),
        ("centre", cases.models.ownership.CentreField(owner="facts")),
    ]


LUNG = [
    ("bal", code()),
    ("bal_return", code()),
    ("siderophages", code()),
    ("siderophages_pct", number()),
    ("capillaritis", answer()),
    *((name, answer()) for name in "imaging ct ground_glass consolidation centrilobular bilateral effusion".split()),
    *((f"haemoglobin_{name}", number()) for name in ("before", "lowest", "fall")),
    ("haemoglobin_fell", answer()),
    *((name, code()) for name in "infection embolism cardiac autoimmune coagulopathy anca anti_gbm ana".split()),
    ("untreated", answer()),
    ("ventilated", answer()),
    ("hospital_days", number()),
    ("intensive_care_days", number()),
    ("symptoms_gone_days", number()),
    ("all_symptoms_gone_days", number()),
    ("lung_changes_gone_days", number()),
    ("followed_days", number()),
    ("retreated", answer()),
    ("recurred", answer()),
    ("retreatment_prophylaxis", code(500)),
    ("retreatment_setting", code()),
    ("retreatment_after_days", number()),
    *((f"steps_{name}", codes(40)) for name in ("done", "not_done", "not_applicable")),
]
LINE = [
    ("report_type", code(60)),
    ("received", code(10)),
    ("qualification", code(60)),
    ("region", code(60)),
    ("literature", words()),
    ("age_group", code(60)),
    ("parent_child", code(10)),
    ("sex", code(60)),
    *((name, words()) for name in ("reactions", "suspects", "concomitants")),
    ("onset_day", code(40)),
    ("infusion", code(40)),
    *((name, words()) for name in ("bal", "treatment", "retreatment")),
]
REPORT = [
    ("received", models.DateField(null=True)),
    ("report_type", code(1)),
    ("ema_age_group", code()),
    ("reporter_group", code()),
    ("region", code(10)),
    ("literature", words()),
    ("treatments_denied", codes(20)),
]


class Migration(migrations.Migration):
    """Columns, two tables, and the index that lock points are read from."""

    dependencies = [("cases", "0011_completeness")]

    operations = [
        *(migrations.AddField("casefacts", name, field) for name, field in REPORT),
        migrations.CreateModel(
            "LungFacts", [*of_facts("lung"), *LUNG], options={"verbose_name": "lung facts of a version"}
        ),
        migrations.CreateModel("CaseLine", [*of_facts("line"), *LINE], options={"verbose_name": "line of a version"}),
        migrations.RunSQL(each_table(JOIN), each_table(UNJOIN)),
        migrations.RunSQL(secure_all(TABLES), unsecure_all(TABLES)),
        migrations.AddIndex(
            "caseversion",
            models.Index(
                fields=("case", "-number"),
                include=("id", "accepted_at"),
                condition=models.Q(state__in=["accepted", "nullified"]),
                name="caseversion_lock_point",
            ),
        ),
    ]
