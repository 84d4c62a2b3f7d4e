"""Nobody but the staff changes what an account may do: everybody else can change name, address and password only."""

from django.conf import settings
from django.db import migrations

KEEP = """
CREATE FUNCTION registry_keep_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What an account may do is changed by the staff only.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_rights BEFORE UPDATE ON auth_user FOR EACH ROW WHEN (
    (OLD.is_superuser, OLD.is_staff, OLD.is_active, OLD.username)
        IS DISTINCT FROM (NEW.is_superuser, NEW.is_staff, NEW.is_active, NEW.username)
    AND current_user IN ('tocsin_web', 'tocsin_centre', 'tocsin_auditor', 'tocsin_service', 'tocsin_figures')
) EXECUTE FUNCTION registry_keep_rights();
"""
UNKEEP = "DROP TRIGGER keep_rights ON auth_user; DROP FUNCTION registry_keep_rights();"


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [
        ("registry", "0001_cache_table"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunSQL(KEEP, UNKEEP)]
