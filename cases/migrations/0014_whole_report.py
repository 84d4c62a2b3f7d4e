"""Keep what all drugs and reactions of a version say together, so that a report on everything need not add them up."""

from __future__ import annotations

from django.db import migrations, models

# As cases.rules.facts says it, for the versions that are there.
_DECIDES = """
    UPDATE cases_pairfacts AS pair
    SET decides = coalesce(pair.serious, FALSE)
                  OR NOT EXISTS (SELECT FROM cases_pairfacts AS other WHERE other.facts_id = pair.facts_id AND other.serious)
"""
_WHOLE = """
    UPDATE cases_casefacts AS facts
    SET pair_count = whole.pair_count, whole_indication_group = whole.indication_group,
        whole_two_infusions = whole.two_infusions, whole_infusions_unknown = whole.infusions_unknown,
        whole_outcome = whole.outcome
    FROM (
        SELECT pair.facts_id, count(*) AS pair_count,
               coalesce((array_agg(pair.indication_group ORDER BY pair.drug_number, pair.reaction_number)
                         FILTER (WHERE pair.indication_group NOT IN ('', 'unknown')))[1], 'unknown')
               AS indication_group,
               coalesce(bool_or(pair.infusions_before_onset = 2) FILTER (WHERE pair.decides), FALSE) AS two_infusions,
               bool_and(pair.infusions_before_onset IS NULL) FILTER (WHERE pair.decides) AS infusions_unknown,
               CASE WHEN bool_or(pair.outcome = '5') THEN '5'
                    ELSE coalesce((array_agg(pair.outcome ORDER BY badness.rank)
                                   FILTER (WHERE pair.decides AND badness.rank IS NOT NULL))[1], '0')
               END AS outcome
        FROM cases_pairfacts AS pair
        LEFT JOIN (VALUES ('3', 1), ('2', 2), ('4', 3), ('1', 4)) AS badness (outcome, rank)
               ON badness.outcome = pair.outcome
        GROUP BY pair.facts_id
    ) AS whole
    WHERE whole.facts_id = facts.id
"""


class Migration(migrations.Migration):
    """Five columns of a version's facts, one of a pair's; filled for the versions that are there."""

    dependencies = [("cases", "0013_incomplete")]

    operations = [
        migrations.AddField("casefacts", "pair_count", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "casefacts", "whole_indication_group", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField("casefacts", "whole_two_infusions", models.BooleanField(default=False)),
        migrations.AddField("casefacts", "whole_infusions_unknown", models.BooleanField(null=True)),
        migrations.AddField("casefacts", "whole_outcome", models.CharField(blank=True, default="", max_length=1)),
        migrations.AddField("pairfacts", "decides", models.BooleanField(default=False)),
        migrations.RunSQL(_DECIDES, migrations.RunSQL.noop),
        migrations.RunSQL(_WHOLE, migrations.RunSQL.noop),
    ]
