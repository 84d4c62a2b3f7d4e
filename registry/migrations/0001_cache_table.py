"""The table that counts failed sign-ins (Django's cache in the database), here so that nobody can forget to make it."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # The columns are those of Django's createcachetable.
        migrations.RunSQL(
            """
            CREATE TABLE registry_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX registry_cache_expires ON registry_cache (expires);
            """,
            reverse_sql="DROP TABLE registry_cache;",
        ),
    ]
