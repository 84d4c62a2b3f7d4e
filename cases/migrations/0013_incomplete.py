"""Keep which dimensions a version lacks, and how long its report took; `manage.py rebuild_facts` fills them."""

from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three columns of the facts."""

    dependencies = [("cases", "0012_lung_facts")]

    operations = [
        migrations.AddField(
            model_name="casefacts",
            name="incomplete",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(model_name="casefacts", name="received_to_day", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="casefacts", name="onset_to_receipt", field=models.IntegerField(null=True)),
    ]
