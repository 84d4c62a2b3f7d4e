"""Somebody of a centre reports a case: nothing that staff decide is asked, and what is known stands there already."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from cases.models import Case, CaseVersion, Centre, Membership
from cases.store import load
from tests.cases.admin.forms_on_pages import ADD, CaseForm
from tests.people import signed_in


@pytest.fixture
def nurse(centre: Centre) -> Client:
    """Somebody who reports for the one centre; there are others."""
    Centre.objects.create(name="Neurology, Stockholm", country="SE")
    return signed_in("Centre reporter", "nurse", centre=centre)


def test_what_staff_decide_is_not_asked(nurse: Client, centre: Centre) -> None:
    form = CaseForm.on(nurse, ADD)
    assert not {"kind", "source", "identifier", "centre"} & form.values.keys()
    form.values |= {"kind": "comparator", "source": "literature", "identifier": "MINE-1"}
    form.fill("reactions-0", verbatim="Cough").send()
    case = CaseVersion.objects.get().case
    assert (case.kind, case.source, case.centre) == ("reaction", "centre", centre)
    assert case.identifier != "MINE-1"


def test_among_several_centres_one_is_chosen(nurse: Client, centre: Centre) -> None:
    other = Centre.objects.create(name="Neurology, Oslo", country="NO")
    Membership.objects.create(user=get_user_model().objects.get(username="nurse"), centre=other)
    form = CaseForm.on(nurse, ADD)
    assert set(form.options["centre"]) == {"", str(centre.pk), str(other.pk)}
    after = form.fill("reactions-0", verbatim="Cough").send()
    assert after.error_at("centre") == "This field is required."
    after.values["centre"] = str(other.pk)
    after.send()
    assert CaseVersion.objects.get().case.centre == other


def test_what_is_known_stands_there(nurse: Client, centre: Centre) -> None:
    form = CaseForm.on(nurse, ADD)
    assert form.values["drugs-0-role"] == "1"
    assert form.values["reactions-0-country"] == form.values["primary_sources-0-country"] == "Norway"
    assert form.values["primary_sources-0-qualification"] == "3"
    assert form.values["patient-0-age_at_onset_1"] == "a"


@pytest.mark.parametrize("button", ["_save", "_submit"])
def test_prefilled_rows_alone_make_no_case(nurse: Client, centre: Centre, button: str) -> None:
    after = CaseForm.on(nurse, ADD).send(button)
    assert "There is nothing to save yet" in after.html
    assert not Case.objects.exists()
    assert "You typed more" not in CaseForm.on(nurse, ADD).html


def test_what_was_begun_by_mistake_is_deleted_by_its_reporter(nurse: Client, centre: Centre) -> None:
    page = CaseForm.on(nurse, ADD).fill("reactions-0", verbatim="Cough").send()
    assert "Delete this draft" in page.html
    address = f"/admin/cases/caseversion/{CaseVersion.objects.get().pk}/delete/"
    assert nurse.get(address).status_code == 200
    nurse.post(address, {"post": "yes"})
    assert not Case.objects.exists()


def test_one_typed_value_stores_the_reporter_too(nurse: Client, centre: Centre) -> None:
    CaseForm.on(nurse, ADD).fill("patient-0", sex="2").send()
    case = load(CaseVersion.objects.get())
    assert (case.drugs, case.reactions) == ((), ())
    assert [(row.qualification, row.country) for row in case.primary_sources] == [("3", "NO")]


def test_prefilled_values_are_stored_with_what_is_typed(nurse: Client, centre: Centre) -> None:
    CaseForm.on(nurse, ADD).fill("drugs-0", name="alemtuzumab").fill("reactions-0", verbatim="Cough").send()
    case = load(CaseVersion.objects.get())
    assert [(row.name, row.role) for row in case.drugs] == [("alemtuzumab", "1")]
    assert [(row.verbatim, row.country) for row in case.reactions] == [("Cough", "NO")]


def test_the_next_report_remembers_who_reported(nurse: Client, centre: Centre) -> None:
    CaseForm.on(nurse, ADD).fill("primary_sources-0", qualification="1").send()
    assert CaseForm.on(nurse, ADD).values["primary_sources-0-qualification"] == "1"


def test_no_code_is_shown(nurse: Client, centre: Centre) -> None:
    shown = re.sub(r"(?s)<script.*?</script>|<[^>]*>", "\n", CaseForm.on(nurse, ADD).html)
    assert "international units" in shown
    for code in ("UNK", "NASK", "MSK", "NI", "E.i.", "D.2.2", "MedDRA", "[iU]", "10*9", "mm[Hg]"):
        assert not re.search(rf"(?m)(^|\s){re.escape(code)}", shown), code
