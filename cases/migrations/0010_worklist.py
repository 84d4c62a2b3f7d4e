"""Indexes of the worklist's filters, of the search by drug and reaction, and of the rare kinds of cases."""

from django.db import migrations, models

WAITING = models.Q(state__in=["submitted", "in_review", "queried"])


def waiting(column, name):
    """What waits, by a column and then by its due date."""
    index = models.Index(fields=(column, "due", "id"), name=f"worklist_by_{name}", condition=WAITING)
    return migrations.AddIndex("caseversion", index)


def beginning(column):
    """Pairs by how a name begins, whatever its case. Not in the model: its operator class needs an app of its own."""
    return migrations.RunSQL(
        f"CREATE INDEX pairfacts_{column} ON cases_pairfacts (upper({column}::text) text_pattern_ops);",
        f"DROP INDEX pairfacts_{column};",
    )


class Migration(migrations.Migration):
    """Indexes only."""

    dependencies = [("cases", "0007_identity_encrypted")]

    operations = [
        waiting("state", "state"),
        waiting("urgency", "urgency"),
        waiting("centre", "centre"),
        waiting("assigned_to", "assignee"),
        waiting("kind", "kind"),
        beginning("drug_name"),
        beginning("reaction_name"),
        migrations.AddIndex(
            "case", models.Index(fields=("kind",), name="case_rare_kind", condition=models.Q(kind="comparator"))
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=("source",), name="case_rare_source", condition=models.Q(source__in=["literature", "imported"])
            ),
        ),
    ]
