"""Codes of dictionaries: with the name of their term for the staff, on no page and no print of a centre."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import store
from cases.icsr.reaction import Reaction
from cases.models import CaseVersion, Term
from cases.terminology.naming import with_names, without_codes
from tests.cases.admin.staff.conftest import review, submitted, words
from tests.cases.builders import centre
from tests.cases.documents.printed import squeezed, squeezed_document
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(db: None) -> Term:
    call_command("seed", verbosity=0)
    return Term.objects.filter(kind=Term.Kind.REACTION, release__current=True).earliest("code")


@pytest.fixture
def version(term: Term) -> CaseVersion:
    """A case whose reaction gets its code by its words, at submission."""
    return submitted("A-1", reactions=(Reaction(verbatim=term.name),))


def print_of(client: Client, version: CaseVersion, document: str) -> str:
    return squeezed_document(client.get(f"/admin/cases/caseversion/{version.pk}/{document}.pdf").content)


def history(client: Client, version: CaseVersion) -> str:
    return words(client.get(f"/admin/cases/case/{version.case_id}/history/").content.decode())


def test_the_staff_read_the_name_beside_the_code(assessor: Client, version: CaseVersion, term: Term) -> None:
    whole = f"{term.name}, {term.code} ({term.release.version})"
    assert f"Reaction, coded {whole}" in words(assessor.get(review(version)).content.decode())
    assert f"Reaction, coded {whole}" in history(assessor, version)
    for document in ("cioms", "summary"):
        assert squeezed(whole) in print_of(assessor, version, document)


def test_a_centre_sees_no_code(version: CaseVersion, term: Term) -> None:
    nurse = signed_in("Centre reporter", "nora", centre=centre())
    for document in ("cioms", "summary"):
        said = print_of(nurse, version, document)
        assert squeezed(term.name) in said
        assert term.code not in said
        assert "coded" not in said
    said = history(nurse, version)
    assert term.name in said
    assert term.code not in said


def test_a_code_that_no_dictionary_has_stays_alone(
    version: CaseVersion, term: Term, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    icsr = store.load(version)
    Term.objects.filter(pk=term.pk).delete()
    with django_assert_num_queries(1):
        one, other = with_names(icsr, icsr)
    assert one == other == icsr
    coded = one.reactions[0].term
    assert coded is not None
    assert coded.name == ""
    assert without_codes(icsr).reactions[0] == Reaction(number=1, verbatim=term.name)
