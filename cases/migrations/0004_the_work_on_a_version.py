"""The work on a version: its steps, the questions to the centre and their answers, its clock and who has it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.ownership

JOINS = """
ALTER TABLE cases_step ADD CONSTRAINT step_of_centre FOREIGN KEY (version_id, centre_id)
REFERENCES cases_caseversion (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cases_query ADD CONSTRAINT query_of_version FOREIGN KEY (version_id, centre_id)
REFERENCES cases_caseversion (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cases_answer ADD CONSTRAINT answer_of_centre FOREIGN KEY (query_id, centre_id)
REFERENCES cases_query (id, centre_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNJOIN = """
ALTER TABLE cases_answer DROP CONSTRAINT answer_of_centre;
ALTER TABLE cases_query DROP CONSTRAINT query_of_version;
ALTER TABLE cases_step DROP CONSTRAINT step_of_centre;
"""

ONLY_ADDED = """
CREATE FUNCTION cases_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only added, never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END $$;
"""
ADDED_TABLES = ("step", "query", "answer")

# The life of a version, as cases.rules.workflow has it; who may take a step is asked there, and that a centre cannot
# accept its own cases is asked here too.
KEEP_VERSION = """
CREATE OR REPLACE FUNCTION cases_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A submitted version is never deleted.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.case_id <> NEW.case_id OR OLD.number <> NEW.number OR OLD.kind <> NEW.kind
        OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS DISTINCT FROM OLD.submitted_at)
        OR (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at)
        OR (OLD.day_zero IS NOT NULL AND NEW.day_zero IS DISTINCT FROM OLD.day_zero)
        OR (OLD.due IS NOT NULL AND NEW.due IS DISTINCT FROM OLD.due)
        OR (OLD.urgency <> '' AND NEW.urgency <> OLD.urgency) THEN
        RAISE EXCEPTION 'A version keeps its case, number, kind, times and clock.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'submitted'), ('submitted', 'in_review'), ('in_review', 'submitted'), ('in_review', 'queried'),
        ('queried', 'in_review'), ('in_review', 'returned'), ('in_review', 'accepted'), ('submitted', 'accepted'),
        ('submitted', 'superseded'), ('in_review', 'superseded'), ('queried', 'superseded'), ('draft', 'nullified')
    ) THEN
        RAISE EXCEPTION 'A version that is % does not become %.', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF current_user = 'tocsin_centre' AND OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'submitted'), ('queried', 'in_review')
    ) THEN
        RAISE EXCEPTION 'A centre submits versions and answers questions; the rest is for the staff.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
"""
KEEP_VERSION_BEFORE = """
CREATE OR REPLACE FUNCTION cases_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A submitted version is never deleted.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.case_id <> NEW.case_id OR OLD.number <> NEW.number
        OR (OLD.state <> 'draft' AND NEW.state = 'draft')
        OR (OLD.state = 'accepted' AND NEW.state <> 'accepted')
        OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS DISTINCT FROM OLD.submitted_at)
        OR (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS DISTINCT FROM OLD.accepted_at) THEN
        RAISE EXCEPTION 'A version keeps its case, number and times, and never becomes a draft again.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Versions that went through before steps were written down.
STEPS_SO_FAR = """
INSERT INTO cases_step (version_id, centre_id, name, source, target, at, by_id, reason, signed_as)
SELECT id, centre_id, 'submit', 'draft', 'submitted', submitted_at, submitted_by_id, '', ''
FROM cases_caseversion WHERE submitted_at IS NOT NULL
UNION ALL
SELECT id, centre_id, 'accept', 'submitted', 'accepted', accepted_at, accepted_by_id, '', ''
FROM cases_caseversion WHERE accepted_at IS NOT NULL
ORDER BY 6;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def only_added():
    """Refuse changes of rows that are only added."""
    return "".join(
        f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON cases_{table} "
        "FOR EACH ROW EXECUTE FUNCTION cases_only_added();\n"
        for table in ADDED_TABLES
    )


def changeable():
    """Remove the refusal."""
    return "".join(f"DROP TRIGGER only_added ON cases_{table};\n" for table in ADDED_TABLES)


class Migration(migrations.Migration):
    """Steps, questions, answers, members, filters."""

    dependencies = [
        ("cases", "0003_whose_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, default="", max_length=10000, verbose_name="answer")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={
                "verbose_name": "answer",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "member of a centre",
                "verbose_name_plural": "members of centres",
            },
        ),
        migrations.CreateModel(
            name="Query",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("path", models.CharField(blank=True, default="", max_length=200, verbose_name="field")),
                ("question", models.TextField(max_length=2000, verbose_name="question")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("version", "number"),
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=500, verbose_name="filter")),
            ],
            options={
                "verbose_name": "saved filter",
                "ordering": ("user", "name"),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, verbose_name="step")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("queried", "Question to the centre"),
                            ("returned", "Returned to the centre"),
                            ("accepted", "Accepted"),
                            ("superseded", "Replaced by a later version"),
                            ("nullified", "Nullified"),
                        ],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("queried", "Question to the centre"),
                            ("returned", "Returned to the centre"),
                            ("accepted", "Accepted"),
                            ("superseded", "Replaced by a later version"),
                            ("nullified", "Nullified"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("reason", models.TextField(blank=True, default="", verbose_name="reason")),
                ("signed_as", models.TextField(blank=True, default="", verbose_name="meaning of the signature")),
            ],
            options={
                "verbose_name": "step",
                "ordering": ("version", "id"),
            },
        ),
        migrations.AlterModelOptions(
            name="caseversion",
            options={
                "ordering": ("case", "number"),
                "permissions": [
                    ("report_case", "Report cases of the own centre, submit them, add follow-up"),
                    ("answer_query", "Answer questions about the own centre's cases"),
                    ("triage", "Take submitted cases into review, ask the centre, return them"),
                    ("accept_case", "Accept cases into the registry, with signature"),
                    ("amend_case", "Amend an accepted case"),
                    ("nullify_case", "Nullify a case, with signature"),
                    ("view_identity", "See who the patient and the reporter are, and open attachments"),
                    ("read_history", "Read who changed what in a case"),
                    ("view_all_centres", "See the cases of all centres"),
                    ("code_terms", "See and choose dictionary codes"),
                ],
                "verbose_name": "case version",
            },
        ),
        migrations.RemoveConstraint(
            model_name="caseversion",
            name="caseversion_state",
        ),
        migrations.RemoveConstraint(
            model_name="caseversion",
            name="caseversion_state_times",
        ),
        migrations.AddField(
            model_name="caseversion",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="caseversion",
            name="day_zero",
            field=models.DateField(editable=False, null=True, verbose_name="day zero"),
        ),
        migrations.AddField(
            model_name="caseversion",
            name="due",
            field=models.DateField(editable=False, null=True, verbose_name="due"),
        ),
        migrations.AddField(
            model_name="caseversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("initial", "First report"),
                    ("follow_up", "Follow-up"),
                    ("amendment", "Amendment"),
                    ("nullification", "Nullification"),
                ],
                default="initial",
                editable=False,
                max_length=20,
                verbose_name="kind of version",
            ),
        ),
        migrations.AddField(
            model_name="caseversion",
            name="urgency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fatal", "Fatal"),
                    ("life_threatening", "Life-threatening"),
                    ("hospitalised", "Hospital stay"),
                    ("other_serious", "Serious for another reason"),
                    ("not_serious", "Not serious"),
                    ("unknown", "Seriousness not known"),
                ],
                default="",
                editable=False,
                max_length=20,
                verbose_name="urgency",
            ),
        ),
        migrations.AlterField(
            model_name="caseversion",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Submitted"),
                    ("in_review", "In review"),
                    ("queried", "Question to the centre"),
                    ("returned", "Returned to the centre"),
                    ("accepted", "Accepted"),
                    ("superseded", "Replaced by a later version"),
                    ("nullified", "Nullified"),
                ],
                default="draft",
                editable=False,
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="caseversion",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "queried"])),
                fields=["due", "id"],
                name="caseversion_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="caseversion",
            index=models.Index(fields=["state", "id"], name="caseversion_by_state"),
        ),
        migrations.AddIndex(
            model_name="caseversion",
            index=models.Index(fields=["centre", "-created_at"], name="caseversion_by_centre"),
        ),
        migrations.AddIndex(
            model_name="caseversion",
            index=models.Index(fields=["-created_at", "-id"], name="caseversion_newest"),
        ),
        migrations.AddConstraint(
            model_name="caseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["initial", "follow_up", "amendment", "nullification"])),
                name="caseversion_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "in_review",
                            "queried",
                            "returned",
                            "accepted",
                            "superseded",
                            "nullified",
                        ],
                    )
                ),
                name="caseversion_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at", None), ("state", "draft"), ("submitted_at", None)),
                    models.Q(
                        ("accepted_at", None),
                        ("state__in", ["submitted", "in_review", "queried", "returned", "superseded"]),
                        ("submitted_at__isnull", False),
                    ),
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("state__in", ["accepted", "nullified"]),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="caseversion_state_times",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="centre",
            field=cases.models.ownership.CentreField(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                owner="query",
                related_name="+",
                to="cases.centre",
                verbose_name="centre",
            ),
        ),
        migrations.AddField(
            model_name="centre",
            name="contact_email",
            field=models.EmailField(
                blank=True,
                default="",
                help_text="Where questions about cases are announced",
                max_length=254,
                verbose_name="e-mail for questions",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="cases.centre",
                verbose_name="centre",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to=settings.AUTH_USER_MODEL,
                verbose_name="user",
            ),
        ),
        migrations.AddField(
            model_name="query",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="query",
            name="centre",
            field=cases.models.ownership.CentreField(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                owner="version",
                related_name="+",
                to="cases.centre",
                verbose_name="centre",
            ),
        ),
        migrations.AddField(
            model_name="query",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="queries",
                to="cases.caseversion",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="query",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="cases.query"
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="saved_filters", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="centre",
            field=cases.models.ownership.CentreField(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                owner="version",
                related_name="+",
                to="cases.centre",
                verbose_name="centre",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="cases.caseversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("user", "centre"), name="membership_key"),
        ),
        migrations.AddConstraint(
            model_name="query",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="query_key"),
        ),
        migrations.AddConstraint(
            model_name="query",
            constraint=models.UniqueConstraint(fields=("id", "centre"), name="query_of_centre"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn", True), models.Q(("text", ""), _negated=True), _connector="OR"),
                name="answer_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("user", "name"), name="savedfilter_key"),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["version", "id"], name="step_of_version"),
        ),
        migrations.RunSQL(JOINS, UNJOIN),
        migrations.RunSQL(STEPS_SO_FAR, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_ADDED, "DROP FUNCTION cases_only_added();"),
        migrations.RunSQL(only_added(), changeable()),
        migrations.RunSQL(KEEP_VERSION, KEEP_VERSION_BEFORE),
    ]
