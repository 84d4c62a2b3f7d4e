"""Keep each version's completeness beside its other facts; `manage.py rebuild_facts` fills it for versions there are."""

from __future__ import annotations

from django.db import migrations

import cases.models.fields


class Migration(migrations.Migration):
    """One column of the facts."""

    dependencies = [("cases", "0010_worklist")]

    operations = [
        migrations.AddField(
            model_name="casefacts", name="completeness", field=cases.models.fields.NumericField(null=True)
        ),
    ]
