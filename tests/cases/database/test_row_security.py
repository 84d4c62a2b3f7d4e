"""A centre's people see and touch their centre's cases only, and it is the database that says so."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from cases import store
from cases.actions.cases import open_case, submit, write_draft
from cases.database import roles
from cases.database.context import Actor, acting, counting_all, reason
from cases.database.grants import TABLES, access_of
from cases.models import Case, CaseFacts, CaseVersion, Patient, Reaction
from cases.models.section import MODEL_OF, Section
from registry.access import as_web_login
from tests.cases.builders import centre, minimal
from tests.people import person

pytestmark = pytest.mark.django_db

SECTIONS = {model._meta.db_table for model in MODEL_OF.values() if issubclass(model, Section)}
MODELS = list(apps.get_app_config("cases").get_models(include_auto_created=True))


def of_centre(name: str) -> Actor:
    """Somebody of this centre."""
    return Actor(name=f"nurse of {name}", role=roles.CENTRE, centres=frozenset({centre(name).pk}))


def reported(name: str) -> CaseVersion:
    """A submitted case of this centre."""
    version = open_case(by=None, kind="reaction", source="centre", centre=centre(name), identifier=f"XX-{name}")
    write_draft(version, minimal(), by=None)
    submit(version, by=None)
    return version


@pytest.fixture
def two_centres() -> tuple[CaseVersion, CaseVersion]:
    """A case of centre A and one of centre B."""
    return reported("A"), reported("B")


def refused(statement: str, *parameters: object) -> str:
    """What the database says to a statement that it does not take."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return str(error.value)


def current(setting: str) -> str:
    """A setting of the transaction; empty when it is not set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [setting])
        return cursor.fetchone()[0] or ""


def count(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def changed(statement: str, *parameters: object) -> int:
    """How many rows a statement changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def test_a_forgotten_filter_leaks_nothing(two_centres: tuple[CaseVersion, CaseVersion]) -> None:
    with acting(of_centre("A")):
        assert [case.identifier for case in Case.objects.all()] == ["XX-A"]
        assert [version.pk for version in CaseVersion.objects.all()] == [two_centres[0].pk]
        assert set(Reaction.objects.values_list("version_id", flat=True)) == {two_centres[0].pk}
        assert store.load_many([version.pk for version in two_centres])[two_centres[1].pk].patient is None
    assert Case.objects.count() == 2


def test_staff_and_auditor_see_all_and_nobody_without_a_centre_sees_any(
    two_centres: tuple[CaseVersion, CaseVersion],
) -> None:
    for role in (roles.STAFF, roles.AUDITOR, roles.SERVICE):
        with acting(Actor(name="x", role=role)):
            assert Case.objects.count() == 2
    with acting(Actor(name="x", role=roles.CENTRE)):
        assert Case.objects.count() == 0
        assert Patient.objects.count() == 0


def test_a_centre_cannot_touch_rows_of_another(two_centres: tuple[CaseVersion, CaseVersion]) -> None:
    other = two_centres[1]
    foreign = open_case(by=None, kind="reaction", source="centre", centre=centre("B"), identifier="XX-B-2")
    with acting(of_centre("A")):
        assert changed("UPDATE cases_caseversion SET assigned_to_id = NULL WHERE id = %s", other.pk) == 0
        assert changed("DELETE FROM cases_caseversion WHERE id = %s", foreign.pk) == 0
        message = refused(
            "INSERT INTO cases_reaction (version_id, centre_id, number) VALUES (%s, %s, 9)",
            foreign.pk,
            foreign.centre_id,
        )
        assert "row-level security" in message


def test_a_row_cannot_claim_another_centre_than_its_case() -> None:
    version = open_case(by=None, kind="reaction", source="centre", centre=centre("B"), identifier="XX-B")
    Reaction.objects.create(version=version, centre=centre("A"), number=1)
    assert "reaction_with_its_centre" in refused("SET CONSTRAINTS ALL IMMEDIATE")
    Reaction.objects.all().delete()


def test_a_centre_cannot_accept_its_own_case(two_centres: tuple[CaseVersion, CaseVersion]) -> None:
    with acting(of_centre("A")):
        message = refused(
            "UPDATE cases_caseversion SET state = 'accepted', accepted_at = now() WHERE id = %s", two_centres[0].pk
        )
    assert "the rest is for the staff" in message


def test_an_auditor_changes_nothing(two_centres: tuple[CaseVersion, CaseVersion]) -> None:
    person("Centre reporter", "nora")
    with acting(Actor(name="auditor", role=roles.AUDITOR)):
        for statement in (
            "UPDATE cases_case SET source = 'imported'",
            "DELETE FROM cases_reaction",
            "INSERT INTO cases_step (version_id) VALUES (1)",
            "UPDATE auth_user SET is_superuser = true",
        ):
            message = refused(statement)
            assert "permission denied" in message or "by the staff only" in message


def test_a_centre_cannot_make_itself_more_than_it_is() -> None:
    person("Centre reporter", "nora")
    with acting(of_centre("A")):
        for statement in (
            "UPDATE auth_user SET is_superuser = true",
            "UPDATE auth_user SET is_active = false",
            "INSERT INTO auth_user_groups (user_id, group_id) VALUES (1, 1)",
            "INSERT INTO cases_membership (user_id, centre_id) VALUES (1, 1)",
            "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
            "UPDATE cases_step SET reason = ''",
        ):
            message = refused(statement)
            assert any(words in message for words in ("permission denied", "must be owner", "by the staff only"))


def test_figures_are_counted_over_all_centres_without_seeing_a_case(
    two_centres: tuple[CaseVersion, CaseVersion],
) -> None:
    with acting(of_centre("A")):
        with counting_all():
            assert CaseFacts.objects.count() == 2
            assert "permission denied" in refused("SELECT * FROM cases_patient")
        assert CaseFacts.objects.count() == 1


def test_the_login_of_the_site_sees_no_case_by_itself(two_centres: tuple[CaseVersion, CaseVersion]) -> None:
    with as_web_login():
        assert "permission denied" in refused("SELECT * FROM cases_case")
        assert count("SELECT count(*) FROM django_session") == 0
        with acting(of_centre("A")):
            assert count("SELECT count(*) FROM cases_case") == 1
        assert "permission denied" in refused("SELECT * FROM cases_case")


def test_the_login_of_the_site_owns_nothing_and_is_nobody_special() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) "
            "AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)",
            [[roles.WEB, roles.SITE, *roles.IN_TRANSACTION]],
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner LIKE 'tocsin\\_%'")
        assert cursor.fetchone() == (0,)


def test_what_is_set_ends_with_its_block() -> None:
    with acting(of_centre("A")):
        with reason("because"):
            assert current("tocsin.reason") == "because"
            with acting(Actor(name="job x", role=roles.SERVICE)):
                assert (current("tocsin.actor"), current("tocsin.centres")) == ("job x", "")
            assert current("tocsin.actor") == "nurse of A"
        assert current("tocsin.reason") == ""
    assert current("tocsin.actor") == ""
    assert current("role") == "none"


def test_an_error_puts_everything_back() -> None:
    with pytest.raises(ZeroDivisionError), acting(of_centre("A")):
        raise ZeroDivisionError
    assert current("role") == "none"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_table_is_classified_and_secured(model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    access = access_of(table, SECTIONS)
    assert access is not None, f"say in cases/database/grants.py who may use {table}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (access.secured,)
        cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [table])
        policies = {name for (name,) in cursor.fetchall()}
    assert (roles.CENTRE in policies) is (access.secured and access.by_centre)
    assert access.secured or table in TABLES


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_used_again_remembers_nothing() -> None:
    with acting(of_centre("A")):
        assert current("role") == roles.CENTRE
    assert (current("role"), current("tocsin.centres"), current("tocsin.actor")) == ("none", "", "")
