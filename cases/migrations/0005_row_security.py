"""Centres see their own rows only: roles of the database and a policy for each on every table that holds cases."""

from django.db import migrations

from cases.database.policies import secure_all, unsecure_all
from cases.database.roles import create_roles

SECTIONS = (
    "report document caseidentifier primarysource sender literaturereference study studyregistration patient "
    "medicalhistory pastdrug death causeofdeath autopsycause parent parenthistory parentpastdrug reaction test drug "
    "course premedication drugreaction assessment bronchoscopy imaging exclusion care reactiontreatment recovery "
    "narrative senderdiagnosis casesummary episode provenance substance indication dosage infusion device"
).split()
OWNED = [f"cases_{name}" for name in (*SECTIONS, *"case caseversion casefacts pairfacts step query answer".split())]
OF_STAFF = ["cases_batch", "cases_message"]

# These look at versions whose rows the one who writes may not see, so they look with the owner's eyes.
DEFINER = """
ALTER FUNCTION cases_refuse_change_of_submitted() SECURITY DEFINER SET search_path = public, pg_temp;
"""
INVOKER = "ALTER FUNCTION cases_refuse_change_of_submitted() SECURITY INVOKER RESET search_path;"


class Migration(migrations.Migration):
    """Roles, then policies."""

    dependencies = [("cases", "0004_the_work_on_a_version")]

    operations = [
        # Roles belong to the server, and other databases on it may use them: going back leaves them.
        migrations.RunSQL(create_roles(), migrations.RunSQL.noop),
        migrations.RunSQL(secure_all(OWNED), unsecure_all(OWNED)),
        migrations.RunSQL(secure_all(OF_STAFF, by_centre=False), unsecure_all(OF_STAFF)),
        migrations.RunSQL(DEFINER, INVOKER),
    ]
